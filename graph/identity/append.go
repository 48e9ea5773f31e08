package identity

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"innograph/kg"
)

// Append adds an entry, as Entry returns it, to a file of callers, which is created
// for its owner alone where it is not there. The file stays as it is when that fails,
// as where it is no file of callers or has one of that name.
func Append(path, entry string) error {
	before, err := os.ReadFile(path)
	mode := fs.FileMode(0o600)
	switch info, wrong := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return unreadable(path, err)
	case wrong == nil:
		mode = info.Mode().Perm()
	}
	had := 0
	if before = bytes.TrimSpace(before); len(before) == 0 {
		before = []byte("callers:")
	} else {
		callers, err := Load(path)
		if err != nil {
			return err
		}
		had = callers.Len()
	}
	after := append(append(before, '\n'), entry...)
	callers, err := Parse(after)
	if own, ok := errors.AsType[*kg.Error](err); ok {
		own.Subject = path
		return err
	}
	if callers.Len() != had+1 {
		return kg.Invalid(path, "the entry cannot be added at its end; write each caller there as innograph token does")
	}
	return replace(path, after, mode)
}

// replace writes a file whole or not at all.
func replace(path string, text []byte, mode fs.FileMode) (err error) {
	failed := func(err error) error {
		return &kg.Error{Kind: kg.ErrInvalid, Subject: path, Reason: "the file of tokens cannot be written; name one in a folder that can", Cause: err}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".tokens-*")
	if err != nil {
		return failed(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return failed(err)
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return failed(err)
	}
	return nil
}
