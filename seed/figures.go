package seed

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed figures.yaml fields.yaml words.yaml
var files embed.FS

// A Figure is a published number.
type Figure struct {
	Key     string  `yaml:"key"`
	Value   float64 `yaml:"value"`   // a count, a share between 0 and 1, or CNY
	Date    string  `yaml:"date"`    // the day, month or year it stands for
	Source  string  `yaml:"source"`  // key of its source
	Derived string  `yaml:"derived"` // how it follows from what was published
	Excerpt bool    `yaml:"excerpt"` // read in an excerpt of the source only
}

// A publication is a source of figures.
type publication struct {
	Key       string `yaml:"key"`
	Publisher string `yaml:"publisher"`
	URL       string `yaml:"url"`
	Title     phrase `yaml:"title"`
}

// A field is a group of achievements in the press reports.
type field struct {
	Code       string     `yaml:"code"`
	Figure     string     `yaml:"figure"` // key of the number of achievements
	Name       phrase     `yaml:"name"`
	Discipline *phrase    `yaml:"discipline"` // notation in GB/T 13745, then names
	Matches    bool       `yaml:"matches"`    // the discipline means nearly the same
	Patents    string     `yaml:"patents"`    // class of the international patent classification
	Qualities  []phrase   `yaml:"qualities"`
	Methods    []phrase   `yaml:"methods"`
	Narrower   []narrower `yaml:"narrower"`
}

// A narrower field lies within a field. What is planted is left out when fields
// are drawn.
type narrower struct {
	Notation string   `yaml:"notation"`
	Name     phrase   `yaml:"name"`
	Objects  []phrase `yaml:"objects"`
	Planted  bool     `yaml:"planted"`
}

// words are what names are made of.
type words struct {
	Surnames     []phrase            `yaml:"surnames"`
	First        []phrase            `yaml:"first"`
	Second       []phrase            `yaml:"second"`
	Third        []phrase            `yaml:"third"`
	Universities []phrase            `yaml:"universities"`
	Institutes   []phrase            `yaml:"institutes"`
	Bodies       []phrase            `yaml:"bodies"`
	Businesses   map[string][]phrase `yaml:"businesses"`
	Services     []phrase            `yaml:"services"`
}

// A phrase is a text in Chinese and English.
type phrase struct{ zh, en, tag string }

// UnmarshalYAML reads "Chinese|English" and, where there is a third part, a
// mark: "Chinese|English|mark". A discipline has its notation first.
func (p *phrase) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	parts := strings.Split(text, "|")
	switch {
	case len(parts) == 2:
		p.zh, p.en = parts[0], parts[1]
	case len(parts) == 3 && strings.Trim(parts[0], "0123456789") == "":
		p.tag, p.zh, p.en = parts[0], parts[1], parts[2]
	case len(parts) == 3:
		p.zh, p.en, p.tag = parts[0], parts[1], parts[2]
	default:
		return fmt.Errorf("%q is not Chinese|English", text)
	}
	return nil
}

// data is what the generator reads.
type data struct {
	publications []publication
	figures      []Figure
	byKey        map[string]float64
	fields       []field
	words        words
}

// load reads the files of the package once.
var load = sync.OnceValues(func() (*data, error) {
	var published struct {
		Sources []publication `yaml:"sources"`
		Figures []Figure      `yaml:"figures"`
	}
	d := &data{byKey: map[string]float64{}}
	for name, into := range map[string]any{"figures.yaml": &published, "fields.yaml": &d.fields, "words.yaml": &d.words} {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	d.publications, d.figures = published.Sources, published.Figures
	for _, f := range d.figures {
		d.byKey[f.Key] = f.Value
	}
	return d, nil
})

// Figures returns the published figures that the hub is built to, in the order
// of figures.yaml.
func Figures() ([]Figure, error) {
	d, err := load()
	if err != nil {
		return nil, err
	}
	return append([]Figure(nil), d.figures...), nil
}
