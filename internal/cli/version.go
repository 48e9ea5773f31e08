package cli

import (
	"fmt"
	"runtime/debug"

	"innograph/graph/generated"
)

// A schemaCommand prints the served schema.
type schemaCommand struct{}

// Help gives examples.
func (schemaCommand) Help() string {
	return `Examples:

    innograph schema > schema.graphql`
}

// Run prints the schema.
func (schemaCommand) Run(s *streams) error {
	_, err := fmt.Fprint(s.out, generated.SDL())
	return err
}

// A versionCommand prints the version.
type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(s *streams) error {
	_, err := fmt.Fprintln(s.out, "innograph", version())
	return err
}

// version names the build: a release or the commit it was made from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	name := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (name == "" || name == "(devel)") {
			name = s.Value
		}
	}
	if name == "" {
		name = "unknown"
	}
	return name + " " + info.GoVersion
}
