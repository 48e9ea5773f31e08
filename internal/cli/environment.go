package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// ignoreEmpty takes a variable that is set to nothing for one that is not set,
// as people mean it in scripts and in files of containers.
func ignoreEmpty(k *kong.Kong) error {
	return eachFlag(k, func(f *kong.Flag) {
		f.Tag.Envs = slices.DeleteFunc(slices.Clone(f.Tag.Envs), func(name string) bool {
			value, set := os.LookupEnv(name)
			return set && value == ""
		})
	})
}

// blame adds to an error about a choice the variable that it was made by.
func blame(k *kong.Kong, err error) error {
	_ = eachFlag(k, func(f *kong.Flag) { // it only looks
		for _, name := range f.Tag.Envs {
			value, set := os.LookupEnv(name)
			if set && strings.HasPrefix(err.Error(), "--"+f.Name+" must be") && strings.HasSuffix(err.Error(), fmt.Sprintf("%q", value)) {
				err = fmt.Errorf("%w (from the variable %s)", err, name)
			}
		}
	})
	return err
}

func eachFlag(k *kong.Kong, fn func(*kong.Flag)) error {
	return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if f, ok := node.(*kong.Flag); ok {
			fn(f)
		}
		return next(nil)
	})
}
