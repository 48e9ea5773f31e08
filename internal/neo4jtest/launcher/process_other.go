//go:build !linux

package launcher

import (
	"errors"
	"os"
	"os/exec"
)

// detach leaves the process in the group of the program that starts it: without
// a way to tie their ends, an interrupt from the terminal should reach both.
func detach(*exec.Cmd) {}

func killAll(p *os.Process) error {
	if err := p.Kill(); !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}
