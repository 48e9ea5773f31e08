package launcher

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// detach keeps the signals of a terminal from the process, which gets a group
// of its own, and lets it end with the program that starts it.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// killAll kills a process and those it has started.
func killAll(p *os.Process) error {
	if err := syscall.Kill(-p.Pid, syscall.SIGKILL); !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}
