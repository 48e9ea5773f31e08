package e2e

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"
)

// patience is how long anything may take, on a machine that has much else to do.
var patience = 90 * time.Second

// size is that of the hub where size matters: tests on the full one take a quarter of
// an hour.
var size = flag.String("size", "small", "the made-up hub that the engines answer alike on and that moves house: small or full")

// A server is a process of the program that serves.
type server struct {
	url    string
	cmd    *exec.Cmd
	output *output
	found  chan string // where it listens
	done   chan error
}

var urlPattern = regexp.MustCompile(`http://[^ ]+`)

// start starts a server on a free port, in a folder, and waits until it says
// where it listens.
func start(dir string, env []string, args ...string) (*server, error) {
	s, err := launch(dir, env, args...)
	if err != nil {
		return nil, err
	}
	return s, s.listens()
}

// listens waits until a server says where it listens.
func (s *server) listens() error {
	select {
	case s.url = <-s.found:
		return nil
	case err := <-s.done:
		return fmt.Errorf("the server ended (%w):\n%s", err, s.output)
	case <-time.After(patience):
		_ = s.cmd.Process.Kill()
		return fmt.Errorf("no address after %v:\n%s", patience, s.output)
	}
}

// launch starts a server and does not wait for it.
func launch(dir string, env []string, args ...string) (*server, error) {
	s := &server{output: &output{}, done: make(chan error, 1), found: make(chan string, 1)}
	s.cmd = exec.Command(binary, append([]string{"serve", "--listen", "localhost:0"}, args...)...)
	s.cmd.Dir, s.cmd.Env = dir, env
	s.cmd.Stderr = s.output
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		lines := bufio.NewScanner(io.TeeReader(stdout, s.output))
		for lines.Scan() {
			if url := urlPattern.FindString(lines.Text()); url != "" && strings.HasPrefix(lines.Text(), "Serving") {
				s.found <- url
			}
		}
		s.done <- s.cmd.Wait()
	}()
	return s, nil
}

// end sends a signal and waits for the process, which is killed when it does
// not end.
func (s *server) end(signal os.Signal) error {
	if err := s.cmd.Process.Signal(signal); err != nil {
		return err
	}
	return s.wait()
}

func (s *server) wait() error {
	select {
	case err := <-s.done:
		s.done <- err
		return err
	case <-time.After(patience):
		_ = s.cmd.Process.Kill()
		return fmt.Errorf("still there after %v:\n%s", patience, s.output)
	}
}

// output collects what a process writes, from several goroutines.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write adds to the output.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

// String returns the output so far.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}
