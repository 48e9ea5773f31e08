package launcher

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A java is one installed version of Java.
type java struct {
	home  string
	major int
}

func (j java) program() string {
	name := "java"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(j.home, "bin", name)
}

// usualPlaces are patterns of folders in which systems and tools install Java.
// A tilde stands for the user's own folder.
var usualPlaces = []string{
	"/usr/lib/jvm/*",
	"/usr/lib64/jvm/*",
	"/usr/java/*",
	"/usr/local/openjdk-*",
	"/usr/local/*jdk*",
	"/opt/java/*",
	"/opt/*jdk*",
	"/Library/Java/JavaVirtualMachines/*/Contents/Home",
	"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
	"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
	`C:\Program Files\Java\*`,
	`C:\Program Files\Eclipse Adoptium\*`,
	"~/.sdkman/candidates/java/*",
	"~/.asdf/installs/java/*",
	"~/.local/share/mise/installs/java/*",
	"~/.jdks/*",
}

// findJava finds the lowest installed version of Java that is not below least:
// a release of Neo4j is made for the oldest one it supports, and not always for
// the newest there is.
func findJava(ctx context.Context, least int) (java, error) {
	return lowest(least, installed(ctx, os.Environ()))
}

func lowest(least int, found []java) (java, error) {
	suitable := slices.DeleteFunc(slices.Clone(found), func(j java) bool { return j.major < least })
	if len(suitable) == 0 {
		var others string
		if len(found) > 0 {
			others = fmt.Sprintf(", only %d", slices.MaxFunc(found, byVersion).major)
		}
		return java{}, fmt.Errorf("%w: it needs Java %d or later, which is neither where JAVA_HOME or PATH point nor in the usual places%s",
			ErrMissing, least, others)
	}
	return slices.MinFunc(suitable, byVersion), nil
}

func byVersion(a, b java) int { return cmp.Compare(a.major, b.major) }

// installed lists every Java there is: where JAVA_HOME and variables such as
// JAVA_HOME_21_X64 point, in the path, and in the usual places.
func installed(ctx context.Context, environment []string) []java {
	var homes []string
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		if value != "" && (name == "JAVA_HOME" || strings.HasPrefix(name, "JAVA_HOME_")) {
			homes = append(homes, value)
		}
	}
	if program, err := exec.LookPath("java"); err == nil {
		if actual, err := filepath.EvalSymlinks(program); err == nil {
			homes = append(homes, filepath.Dir(filepath.Dir(actual)))
		}
	}
	own, _ := os.UserHomeDir()
	for _, place := range usualPlaces {
		if rest, ok := strings.CutPrefix(place, "~"); ok {
			if own == "" {
				continue
			}
			place = own + rest
		}
		found, _ := filepath.Glob(place) // it only refuses bad patterns
		homes = append(homes, found...)
	}
	var list []java
	for _, home := range homes {
		if major, ok := versionOf(ctx, home); ok {
			list = append(list, java{home, major})
		}
	}
	return list
}

var (
	versionInFile   = regexp.MustCompile(`(?m)^JAVA_VERSION="([^"]+)"`)
	versionInOutput = regexp.MustCompile(`version "([^"]+)"`)
)

// versionOf tells the version of the Java in a folder, from the file that most
// have, or by asking it.
func versionOf(ctx context.Context, home string) (major int, ok bool) {
	program := java{home: home}.program()
	if info, err := os.Stat(program); err != nil || info.IsDir() {
		return 0, false
	}
	if text, err := os.ReadFile(filepath.Join(home, "release")); err == nil {
		if major, ok := parseVersion(versionInFile, text); ok {
			return major, true
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	output, err := exec.CommandContext(ctx, program, "-version").CombinedOutput()
	if err != nil {
		return 0, false
	}
	return parseVersion(versionInOutput, output)
}

// parseVersion takes 17 from 17.0.15, 26 from 26-ea and 8 from 1.8.0_392.
func parseVersion(pattern *regexp.Regexp, text []byte) (major int, ok bool) {
	found := pattern.FindSubmatch(text)
	if found == nil {
		return 0, false
	}
	version := bytes.TrimPrefix(found[1], []byte("1."))
	end := bytes.IndexFunc(version, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		version = version[:end]
	}
	major, err := strconv.Atoi(string(version))
	return major, err == nil
}
