// Package wire records what the clients of a Neo4j server send it, by a proxy that
// they connect to instead.
package wire

import (
	"bufio"
	"context"
	"io"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// A Proxy stands between a server and its clients, and keeps what these send.
type Proxy struct {
	target   string
	listener net.Listener
	under    sync.WaitGroup // way

	lock  sync.Mutex
	conns []net.Conn
	cut   bool
	sent  []Message
	err   error // the first message that could not be read
}

// Start starts a proxy before the server at host and port, which ends with the test.
// Clients name its address with the scheme bolt, for a neo4j URL has them ask the
// server where it is.
func Start(t testing.TB, target string) *Proxy {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{target: target, listener: listener}
	p.under.Go(p.accept)
	t.Cleanup(func() {
		_ = listener.Close()
		p.Cut()
		p.under.Wait()
		if p.err != nil {
			t.Error("the proxy has met a message that it cannot read: ", p.err)
		}
	})
	return p
}

// Host is the address of the proxy, host and port.
func (p *Proxy) Host() string { return p.listener.Addr().String() }

// Sent returns what clients have sent since Forget, in order for each connection.
func (p *Proxy) Sent() []Message {
	p.lock.Lock()
	defer p.lock.Unlock()
	return slices.Clone(p.sent)
}

// Forget forgets what has been sent so far.
func (p *Proxy) Forget() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.sent = nil
}

// Cut ends all connections and takes no more, as if the server were gone, until Mend.
func (p *Proxy) Cut() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.cut = true
	for _, c := range p.conns {
		_ = c.Close()
	}
}

// Mend ends a Cut.
func (p *Proxy) Mend() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.cut = false
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := new(net.Dialer).DialContext(context.Background(), "tcp", p.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		p.lock.Lock()
		if p.cut {
			_, _ = client.Close(), server.Close() // nobody is left to be told
			p.lock.Unlock()
			continue
		}
		c := &connection{proxy: p, number: len(p.conns), client: client, server: server}
		p.conns = append(p.conns, client, server)
		p.lock.Unlock()
		p.under.Go(c.forth)
		p.under.Go(c.back)
	}
}

// connection is one of a client.
type connection struct {
	proxy          *Proxy
	number         int
	client, server net.Conn
	answered       atomic.Bool // by the server since the client spoke
}

// back passes on what the server says.
func (c *connection) back() {
	defer c.close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := c.server.Read(buffer)
		c.answered.Store(true)
		if _, failed := c.client.Write(buffer[:n]); err != nil || failed != nil {
			return
		}
	}
}

// forth passes on what the client says, message by message. What it says in one
// breath is passed on so.
func (c *connection) forth() {
	defer c.close()
	in, out := bufio.NewReaderSize(c.client, 64<<10), bufio.NewWriter(c.server)
	if err := greet(in, out); err != nil {
		return
	}
	for {
		raw, body, err := readMessage(in)
		if err != nil {
			return
		}
		m, err := decodeMessage(body)
		m.Connection, m.Begins = c.number, c.answered.Swap(false)
		c.proxy.note(m, err)
		if _, err := out.Write(raw); err != nil {
			return
		}
		if in.Buffered() > 0 {
			continue
		}
		if err := out.Flush(); err != nil {
			return
		}
	}
}

func (c *connection) close() {
	_ = c.client.Close()
	_ = c.server.Close()
}

func (p *Proxy) note(m Message, err error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if err != nil {
		if p.err == nil {
			p.err = err
		}
		return
	}
	p.sent = append(p.sent, m)
}

// greet passes on how a client greets: four bytes by which the protocol is known, and
// four versions of it that the client would speak. One that stands for a longer
// exchange is taken out, so that the server chooses among the others.
func greet(in io.Reader, out *bufio.Writer) error {
	var greeting [20]byte
	if _, err := io.ReadFull(in, greeting[:]); err != nil {
		return err
	}
	const exchange = 0xFF // in place of a major version
	for i := 4; i < len(greeting); i += 4 {
		if greeting[i+3] == exchange {
			clear(greeting[i : i+4])
		}
	}
	if _, err := out.Write(greeting[:]); err != nil {
		return err
	}
	return out.Flush()
}
