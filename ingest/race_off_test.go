//go:build !race

package ingest_test

// raceDetector tells that everything takes some ten times as long.
const raceDetector = false
