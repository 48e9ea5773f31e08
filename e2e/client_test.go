package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"
)

var client = &http.Client{Timeout: 2 * time.Minute}

// post sends a GraphQL request and returns the body of the answer.
func post(url, query string, variables map[string]any) ([]byte, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	resp, err := client.Post(url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", resp.StatusCode, answer)
	}
	return answer, err
}

// query returns the data of an operation that must not fail, read into T.
func query[T any](t testing.TB, url, query string, variables map[string]any) T {
	t.Helper()
	body, err := post(url, query, variables)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data   T
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("%.500s: %v", body, err)
	}
	if len(answer.Errors) > 0 {
		t.Fatalf("%s: %v", query, answer.Errors)
	}
	return answer.Data
}
