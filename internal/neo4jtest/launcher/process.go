package launcher

import (
	"context"
	"os"
	"os/exec"
	"runtime"
)

// A process is a program that runs, or ran.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
}

// start runs a program that writes to a file. The end of ctx does not end it.
func start(ctx context.Context, command []string, output *os.File) (*process, error) {
	cmd := exec.CommandContext(context.WithoutCancel(ctx), command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = output, output
	detach(cmd)
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// Linux ends the process when the thread that has started it ends,
		// so that thread has to stay.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // that it was killed is no news
		}
		close(p.done)
	}()
	return p, <-started
}

// kill ends the process and waits until it is gone.
func (p *process) kill() error {
	select {
	case <-p.done:
		return nil
	default:
	}
	err := killAll(p.cmd.Process)
	if err == nil {
		<-p.done
	}
	return err
}
