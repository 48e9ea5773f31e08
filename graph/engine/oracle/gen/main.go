// Command gen generates the executor of the tests' schema by stock gqlgen, with
// every type bound to one of package plain.
package main

import (
	"fmt"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/engine/enginetest"
)

const (
	dir   = "generated"
	types = "innograph/graph/engine/oracle/plain"
	text  = "github.com/99designs/gqlgen/graphql.String"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	r, served, err := enginetest.Fixture()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(dir+"/schema.graphql", []byte(r.SDL), 0o644); err != nil {
		return err
	}
	cfg := config.DefaultConfig()
	cfg.SchemaFilename = config.StringList{dir + "/schema.graphql"}
	cfg.Exec = config.ExecConfig{Layout: config.ExecLayoutSingleFile, Filename: dir + "/exec.go", Package: "generated"}
	cfg.Model = config.PackageConfig{Filename: dir + "/models.go", Package: "generated"}
	cfg.AutoBind = []string{types}
	cfg.OmitComplexity = true
	cfg.OmitPanicHandler = true
	cfg.OmitRootModels = true
	cfg.OmitGetters = true
	cfg.OmitSliceElementPointers = true
	cfg.SkipModTidy = true
	cfg.SkipValidation = true
	bind(cfg, served)
	if err := config.CompleteConfig(cfg); err != nil {
		return err
	}
	return api.Generate(cfg, api.AddPlugin(inputs{}))
}

// bind gives scalars and enums as text, and inputs as they come.
func bind(cfg *config.Config, s *ast.Schema) {
	for name, d := range s.Types {
		switch {
		case d.BuiltIn:
		case d.Kind == ast.Enum, d.Kind == ast.Scalar:
			cfg.Models.Add(name, text)
		case d.Kind == ast.InputObject:
			cfg.Models.Add(name, "github.com/99designs/gqlgen/graphql.Map")
		}
	}
}

// inputs shows the generator every input as a scalar. The generated code still
// parses the whole schema, and validates by it.
type inputs struct{}

func (inputs) Name() string { return "inputs" }

func (inputs) MutateSchema(s *ast.Schema) error {
	for name, d := range s.Types {
		if d.Kind == ast.InputObject {
			s.Types[name] = &ast.Definition{Kind: ast.Scalar, Name: name, Position: d.Position}
		}
	}
	return nil
}
