// Package bench measures the stores and the API on the made-up hub, each call
// beside what somebody who knows the engine well would write by hand and send
// through the same driver. All of it is benchmarks: see docs/performance.md.
package bench
