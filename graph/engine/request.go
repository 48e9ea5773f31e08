package engine

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg/text"
)

// maxLanguage is the longest language tag, as BCP 47 recommends to expect.
const maxLanguage = 35

// A request is one use of a plan.
type request struct {
	decoder
	engine *Engine
	plan   *plan
	frames []frame
	langs  []string    // by place; the first is empty
	nodes  int         // its price so far
	ask    *pathAsk    // of paths
	names  *nameAsk    // of names to be resolved
	query  *text.Query // that is looked for
}

// A frame is what a request notes of a list.
type frame struct {
	mark  uint32 // fingerprint of its cursors
	table *table // of a figure of it
}

func (e *Engine) request(p *plan, vars map[string]any) (*request, error) {
	r := &request{
		decoder: decoder{schema: e.schema, vars: vars},
		engine:  e, plan: p,
		frames: make([]frame, p.size),
		langs:  make([]string, 1+len(p.langs)),
	}
	for i, l := range p.langs {
		lang, err := r.language(l)
		if err != nil {
			return nil, err
		}
		r.langs[i+1] = lang
	}
	return r, nil
}

// arguments decodes the arguments of a field. Those that no variable stands in
// are decoded once for all requests of the plan, so they must not be changed.
func (r *request) arguments(f *ast.Field) (fields, error) {
	if known, ok := r.plan.constants.Load(f); ok {
		return known.(fields), nil
	}
	args, err := r.decoder.arguments(f)
	if err == nil && fixed(f) {
		r.plan.constants.Store(f, args)
	}
	return args, err
}

// fixed reports whether no variable stands in the arguments of a field.
func fixed(f *ast.Field) bool {
	return !slices.ContainsFunc(f.Arguments, func(a *ast.Argument) bool { return varies(a.Value) })
}

func varies(v *ast.Value) bool {
	return v.Kind == ast.Variable || slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return varies(c.Value) })
}

// language reads the language a field asks for.
func (r *request) language(p placed) (string, error) {
	args, err := r.arguments(p.field)
	if err != nil {
		return "", at(p.where, err)
	}
	lang, _ := args.get("lang").(string)
	if len(lang) > maxLanguage {
		return "", at(p.where, within("lang", exceeds(maxLanguage, len(lang), "name a language such as zh",
			"the language tag has %d bytes; at most %d are read", len(lang), maxLanguage)))
	}
	return lang, nil
}
