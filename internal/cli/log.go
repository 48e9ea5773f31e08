package cli

import (
	"fmt"
	"io"
	"log/slog"
)

// logFlags say how the log is written.
type logFlags struct {
	LogFormat string   `enum:"text,json" default:"text" env:"INNOGRAPH_LOG_FORMAT" placeholder:"FORMAT" help:"Form of the log: text or json. ${default} unless given."`
	LogLevel  logLevel `default:"INFO" env:"INNOGRAPH_LOG_LEVEL" placeholder:"LEVEL" help:"The least that is logged: DEBUG, which has every request, INFO, WARN or ERROR. ${default} unless given."`
}

// A logLevel is the least that is logged.
type logLevel slog.Level

// UnmarshalText reads a level by name, in capitals or not.
func (l *logLevel) UnmarshalText(text []byte) error {
	var level slog.Level
	if err := level.UnmarshalText(text); err != nil {
		return fmt.Errorf("%q is no level; give DEBUG, INFO, WARN or ERROR", text)
	}
	*l = logLevel(level)
	return nil
}

func (f logFlags) logger(w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: slog.Level(f.LogLevel)}
	if f.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
