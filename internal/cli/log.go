package cli

import (
	"io"
	"log/slog"
)

// logFlags say how the log is written.
type logFlags struct {
	LogFormat string     `enum:"text,json" default:"text" env:"INNOGRAPH_LOG_FORMAT" placeholder:"FORMAT" help:"Form of the log: text or json. ${default} unless given."`
	LogLevel  slog.Level `default:"INFO" env:"INNOGRAPH_LOG_LEVEL" placeholder:"LEVEL" help:"The least that is logged: DEBUG, which has every request, INFO, WARN or ERROR. ${default} unless given."`
}

func (f logFlags) logger(w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: f.LogLevel}
	if f.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
