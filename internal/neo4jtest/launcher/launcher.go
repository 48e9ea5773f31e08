// Package launcher runs Neo4j Community on this machine for tests and
// development, from its Maven artifact, Java and Maven: no container, no
// installation, nothing left behind.
//
// A server listens on 127.0.0.1 alone, with authentication on, and keeps its
// data in a temporary folder that goes with it. On Linux it ends when the
// program that started it ends, in whatever way; what a killed program leaves
// in the temporary folder the next start clears.
package launcher

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultVersion is the release of Neo4j that is run when none is named.
const DefaultVersion = "5.26.19"

// ErrMissing means that this machine has not what is needed to run Neo4j: Java,
// Maven, or the artifact, which could not be fetched. The text says which.
var ErrMissing = errors.New("Neo4j cannot be run here")

// startWithin is how long a server may take until it answers. About six seconds
// are usual; a loaded machine takes several times that.
const startWithin = 3 * time.Minute

// Options say what to run. The zero value is a server with usual settings on
// any free port with a password of its own.
type Options struct {
	Version   string    // of the artifact; DefaultVersion if empty
	Port      int       // for Bolt; any free one if 0
	Password  string    // of the user neo4j, at least eight characters; random if empty
	Heap      string    // the most Java may take for its heap, as "2g"; "1g" if empty
	PageCache string    // what Neo4j may take for its page cache; "512m" if empty
	Quick     bool      // starts with half the work, and does not get as fast later: for tests, not for benchmarks
	Log       io.Writer // is told what takes long; nobody if nil
}

// FromEnvironment are the options that environment variables set: the version
// by NEO4J, and NEO4J_HEAP and NEO4J_PAGECACHE.
func FromEnvironment() Options {
	return Options{
		Version:   os.Getenv("NEO4J"),
		Heap:      os.Getenv("NEO4J_HEAP"),
		PageCache: os.Getenv("NEO4J_PAGECACHE"),
	}
}

func (o Options) withDefaults() Options {
	set := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	set(&o.Version, DefaultVersion)
	set(&o.Password, randomPassword())
	set(&o.Heap, "1g")
	set(&o.PageCache, "512m")
	if o.Log == nil {
		o.Log = io.Discard
	}
	return o
}

// A Server is a running Neo4j, or one that was killed and may be restarted. It may be
// killed while something else is under way.
type Server struct {
	Address Address
	Version string

	command []string // the program and its arguments
	home    *home

	lock    sync.Mutex // of process; who kills it holds it until it is gone
	process *process   // nil when it does not run
}

// Start runs a server and returns when it answers. It is the caller's to Stop;
// the end of ctx does not end it. The first start of a version fetches some
// 120 MB, once for all programs of this user. ErrMissing means that this
// machine cannot run it.
func Start(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	release, err := releaseOf(o.Version)
	if err != nil {
		return nil, err
	}
	java, err := findJava(ctx, release.java)
	if err != nil {
		return nil, err
	}
	jars, err := resolve(ctx, o.Version, java, o.Log)
	if err != nil {
		return nil, err
	}
	if o.Port == 0 {
		if o.Port, err = freePort(ctx); err != nil {
			return nil, err
		}
	}
	s := &Server{Version: o.Version, Address: Address{Host: "127.0.0.1:" + strconv.Itoa(o.Port), User: "neo4j", Password: o.Password}}
	if s.home, err = newHome(ctx, s.Address.Host, o.PageCache); err != nil {
		return nil, err
	}
	s.command = []string{java.program(), "-Xms256m", "-Xmx" + o.Heap, "-XX:+UseG1GC", "--enable-native-access=ALL-UNNAMED"}
	if o.Quick {
		s.command = append(s.command, "-XX:TieredStopAtLevel=1") // no second, thorough compiler
	}
	s.command = append(s.command, "-cp", filepath.Join(jars, "*"), release.mainClass, "--home-dir="+s.home.path, "--config-dir="+s.home.path)
	if err := s.launch(ctx, setPassword); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// Check tells whether Start can be expected to work, without fetching anything:
// it is nil or ErrMissing, or the version makes no sense.
func Check(ctx context.Context, o Options) error {
	o = o.withDefaults()
	release, err := releaseOf(o.Version)
	if err != nil {
		return err
	}
	if _, err := findJava(ctx, release.java); err != nil {
		return err
	}
	cache, err := cacheFolder()
	if err != nil || isFolder(filepath.Join(cache, o.Version)) {
		return err
	}
	_, err = findMaven(o.Version)
	return err
}

// PID is the number of the server's process, or 0 when it does not run.
func (s *Server) PID() int {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.process == nil {
		return 0
	}
	return s.process.cmd.Process.Pid
}

// Kill ends the process at once, as a crash does, and waits until it is gone.
// What it has written stays for Restart.
func (s *Server) Kill() error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.process == nil {
		return nil
	}
	err := s.process.kill()
	s.process = nil
	return err
}

// Restart runs the server again over the same data, at the same address, and
// returns when it answers. One that still runs is killed first.
func (s *Server) Restart(ctx context.Context) error {
	if err := s.Kill(); err != nil {
		return err
	}
	return s.launch(ctx, nil)
}

// Stop kills the server and removes its data. It may be called again.
func (s *Server) Stop() error {
	return errors.Join(s.Kill(), s.home.remove())
}

// Done is closed when the process has ended by itself or been killed. The
// server must be running when it is asked for.
func (s *Server) Done() <-chan struct{} {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.process.done
}

// LastWords is the end of what the server has said of itself.
func (s *Server) LastWords() string {
	return s.home.lastWords()
}

// launch starts the process and waits until it answers to its user, having done
// what there is to do first.
func (s *Server) launch(ctx context.Context, first func(context.Context, Address) error) error {
	console, err := os.Create(s.home.file("console.log"))
	if err != nil {
		return err
	}
	defer console.Close()
	started, err := start(ctx, s.command, console)
	if err != nil {
		return fmt.Errorf("start Neo4j %s: %w", s.Version, err)
	}
	s.lock.Lock()
	s.process = started
	s.lock.Unlock()
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	for _, step := range []func(context.Context, Address) error{first, ping} {
		if step == nil {
			continue
		}
		if err := s.until(ctx, started, step); err != nil {
			return fmt.Errorf("Neo4j %s at %s: %w\n%s", s.Version, s.Address.Host, err, s.home.lastWords())
		}
	}
	return nil
}

// until repeats a step until it succeeds, or there is no more hope for the process.
func (s *Server) until(ctx context.Context, started *process, step func(context.Context, Address) error) error {
	for {
		err := step(ctx, s.Address)
		if err == nil {
			return nil
		}
		select {
		case <-started.done:
			return errors.New("ended while it started")
		case <-ctx.Done():
			return fmt.Errorf("did not answer in time: %w", err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// A release is what differs between the releases of Neo4j.
type release struct {
	java      int // the least version it runs on
	mainClass string
}

var versionForm = regexp.MustCompile(`^[0-9]+(\.[0-9]+)+(-[0-9A-Za-z.]+)?$`)

func releaseOf(version string) (release, error) {
	if !versionForm.MatchString(version) {
		return release{}, fmt.Errorf("%q is no version of Neo4j; write one such as %s", version, DefaultVersion)
	}
	major, _, _ := strings.Cut(version, ".")
	switch n, err := strconv.Atoi(major); {
	case err == nil && n == 5:
		return release{java: 17, mainClass: "org.neo4j.server.CommunityEntryPoint"}, nil
	case err == nil && n >= 2025:
		return release{java: 21, mainClass: "org.neo4j.server.Neo4jCommunity"}, nil
	default:
		return release{}, fmt.Errorf("how to run Neo4j %s is not known; 5 and 2025 or later are", version)
	}
}
