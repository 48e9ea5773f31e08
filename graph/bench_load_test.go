package graph

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"innograph/internal/neo4jtest"
)

// BenchmarkServer compares what a request costs the server, in processor time,
// over connections from another process that keep it busy. An iteration is a
// round, in which every rival answers as often; what is reported are medians
// over the rounds, of times and of their ratios to code written by hand.
func BenchmarkServer(b *testing.B) {
	hub := smallHub(b)
	for _, q := range questions {
		b.Run(q.name, func(b *testing.B) {
			all := rivals(b, hub, q)
			load := newLoad(b, q, all)
			times := map[string][]float64{}
			for b.Loop() {
				for _, r := range all {
					times[r.name] = append(times[r.name], load.run(b, r.name))
				}
			}
			for _, r := range all {
				ratios := make([]float64, len(times[r.name]))
				for i, t := range times[r.name] {
					ratios[i] = t / times["hand"][i]
				}
				b.ReportMetric(median(times[r.name]), r.name+"-µs")
				b.ReportMetric(median(ratios), r.name+"/hand")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

// What tells this program, started a second time, to send requests: where to,
// and which question.
const (
	loadAddress  = "INNOGRAPH_LOAD_ADDRESS"
	loadQuestion = "INNOGRAPH_LOAD_QUESTION"
)

const (
	connections = 16
	perRound    = 200 // requests of each connection
)

// A load is a process that sends a question whenever it is told who is to answer.
type load struct {
	orders  io.Writer
	reports *bufio.Reader
}

func newLoad(b *testing.B, q question, rs []rival) *load {
	procs := runtime.GOMAXPROCS(1)
	b.Cleanup(func() { runtime.GOMAXPROCS(procs) })
	mux := http.NewServeMux()
	for _, r := range rs {
		mux.Handle("/"+r.name, r.handler)
	}
	server := httptest.NewServer(mux)
	b.Cleanup(server.Close)
	cmd := exec.CommandContext(context.WithoutCancel(b.Context()), os.Args[0]) // it ends when its orders do
	cmd.Env = append(os.Environ(), loadAddress+"="+server.Listener.Addr().String(), loadQuestion+"="+q.name)
	cmd.Stderr = os.Stderr
	orders, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	reports, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = orders.Close() // which ends it
		if err := cmd.Wait(); err != nil {
			b.Error(err)
		}
	})
	l := &load{orders: orders, reports: bufio.NewReader(reports)}
	for _, r := range rs {
		l.run(b, r.name) // to warm up
	}
	return l
}

// run has a round sent to a rival and returns what each request cost, in
// microseconds.
func (l *load) run(b *testing.B, name string) float64 {
	before := processorTime(b)
	if _, err := fmt.Fprintln(l.orders, name); err != nil {
		b.Fatal(err)
	}
	if _, err := l.reports.ReadString('\n'); err != nil {
		b.Fatal(err)
	}
	return float64((processorTime(b) - before).Nanoseconds()) / 1000 / (connections * perRound)
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestMain runs the tests and stops the Neo4j they have started, or sends requests for a benchmark of another process.
func TestMain(m *testing.M) {
	address := os.Getenv(loadAddress)
	if address == "" {
		os.Exit(neo4jtest.Run(m))
	}
	i := slices.IndexFunc(questions, func(q question) bool { return q.name == os.Getenv(loadQuestion) })
	if err := sendRounds(address, questions[i]); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// sendRounds sends a round to each path that is read from standard input.
func sendRounds(address string, q question) error {
	links := make([]*link, connections)
	for i := range links {
		conn, err := new(net.Dialer).DialContext(context.Background(), "tcp", address)
		if err != nil {
			return err
		}
		links[i] = &link{conn: conn, answers: bufio.NewReader(conn)}
	}
	paths := bufio.NewScanner(os.Stdin)
	for paths.Scan() {
		var request bytes.Buffer
		r := newPost(q.query, q.variables)
		r.URL.Path = "/" + paths.Text()
		if err := r.Write(&request); err != nil {
			return err
		}
		var all sync.WaitGroup
		errs := make([]error, connections)
		for i, l := range links {
			all.Go(func() { errs[i] = l.round(request.Bytes()) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			return err
		}
		fmt.Println("done")
	}
	return paths.Err()
}

// A link is a connection on which one request follows another.
type link struct {
	conn    net.Conn
	answers *bufio.Reader
}

func (l *link) round(request []byte) error {
	for range perRound {
		if _, err := l.conn.Write(request); err != nil {
			return err
		}
		answer, err := http.ReadResponse(l.answers, nil)
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
			return fmt.Errorf("status %d: %w", answer.StatusCode, err)
		}
	}
	return nil
}
