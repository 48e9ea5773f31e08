package launcher

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// copyDependencies is the goal of Maven that puts an artifact and all it needs
// into a folder.
const copyDependencies = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>innograph</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>%s</version>
    </dependency>
  </dependencies>
</project>
`

// cacheFolder is where this user's programs keep what they share: the releases,
// and locks.
func cacheFolder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, "innograph", "neo4j")
	return folder, os.MkdirAll(folder, 0o755)
}

// resolve returns the folder that holds a release, having fetched it when it is
// not there. A folder is either complete or absent, and several programs that
// ask at once fetch it once.
func resolve(ctx context.Context, version string, java java, log io.Writer) (string, error) {
	cache, err := cacheFolder()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, version)
	if isFolder(folder) {
		return folder, nil
	}
	unlock, err := Lock(ctx, version)
	if err != nil {
		return "", err
	}
	defer unlock()
	if isFolder(folder) { // by whoever had the lock
		return folder, nil
	}
	return folder, fetch(ctx, version, folder, java, log)
}

func fetch(ctx context.Context, version, folder string, java java, log io.Writer) error {
	maven, err := findMaven(version)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(folder), version+"-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	pom, jars := filepath.Join(work, "pom.xml"), filepath.Join(work, "jars")
	if err := os.WriteFile(pom, fmt.Appendf(nil, project, version), 0o600); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(log, "fetching Neo4j %s with Maven, once; this takes a minute\n", version)
	begun := time.Now()
	command := exec.CommandContext(ctx, maven, "--batch-mode", "--quiet", "--file", pom, copyDependencies,
		"-DoutputDirectory="+jars, "-DincludeScope=runtime")
	command.Env = append(os.Environ(), "JAVA_HOME="+java.home)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: Maven could not fetch Neo4j %s: %w\n%s", ErrMissing, version, err, lastLines(string(output), 15))
	}
	_, _ = fmt.Fprintf(log, "fetched in %.0f s\n", time.Since(begun).Seconds())
	return os.Rename(jars, folder)
}

func findMaven(version string) (string, error) {
	maven, err := exec.LookPath("mvn")
	if err != nil {
		return "", fmt.Errorf("%w: Neo4j %s is fetched by Maven, and there is no mvn in the path", ErrMissing, version)
	}
	return maven, nil
}

// Lock waits until no other program of this user holds the lock of that name,
// and holds it until unlock is called or the program ends.
func Lock(ctx context.Context, name string) (unlock func(), err error) {
	cache, err := cacheFolder()
	if err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(cache, name+".lock"))
	if _, err := lock.TryLockContext(ctx, 100*time.Millisecond); err != nil {
		return nil, fmt.Errorf("wait for %s: %w", lock.Path(), err)
	}
	return func() { _ = lock.Unlock() }, nil // the end of the program does it as well
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
