package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"innograph/kg"
)

// Checksum returns a SHA-256, in hexadecimal, over all that a store holds, in
// the order of Scan: two stores have the same when they hold the same nodes and
// edges under the same numbers, versions and times.
func Checksum(ctx context.Context, s kg.Store) (string, error) { return checksum(ctx, s, true) }

// ContentChecksum is Checksum without the times.
func ContentChecksum(ctx context.Context, s kg.Store) (string, error) {
	return checksum(ctx, s, false)
}

func checksum(ctx context.Context, s kg.Store, times bool) (string, error) {
	h := sha256.New()
	err := s.Reader(kg.System).Scan(ctx, kg.ScanMark{}, func(r kg.Record) error {
		_, err := io.WriteString(h, showRecord(r, times)+"\n")
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}
