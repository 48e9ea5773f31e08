package ingest_test

import (
	"context"
	"testing"

	"innograph/docs/examples"
	"innograph/ingest"
	"innograph/model"
	"innograph/store/storetest"
)

func TestSample(t *testing.T) {
	m, err := ingest.LoadFS(examples.Files, examples.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.NewMemory(model.Graph())
	a, err := ingest.Run(context.Background(), s, model.Graph(), m, examples.Files, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + a.String())
}
