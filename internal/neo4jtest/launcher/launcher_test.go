package launcher

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

func TestAddress(t *testing.T) {
	a := Address{Host: "localhost:7687", User: "neo4j", Password: "s/e:c@ret"}
	back, err := ParseAddress(a.URL())
	if err != nil {
		t.Fatal(err)
	}
	if back.URI() != "neo4j://localhost:7687" || back.User != a.User || back.Password != a.Password {
		t.Errorf("%s is read as %+v", a.URL(), back)
	}
	for _, wrong := range []string{"", "localhost:7687", "neo4j://localhost:7687", "neo4j://neo4j@localhost", "neo4j://:secret@localhost", "neo4j://neo4j:se%cret@localhost"} {
		if a, err := ParseAddress(wrong); err == nil {
			t.Errorf("%q is read as %+v", wrong, a)
		} else if strings.Contains(err.Error(), "cret") {
			t.Errorf("the password is told: %v", err)
		}
	}
}

func TestReleases(t *testing.T) {
	for version, java := range map[string]int{"5.26.19": 17, "2025.01.0": 21, "2026.05.0": 21} {
		if r, err := releaseOf(version); err != nil || r.java != java {
			t.Errorf("%s: Java %d, %v; want %d", version, r.java, err, java)
		}
	}
	for _, version := range []string{"", "5", "4.4.1", "five.six", "../../5.26", "5.26</version>"} {
		if r, err := releaseOf(version); err == nil {
			t.Errorf("%q is taken for %+v", version, r)
		}
	}
}

// fakeJava makes a folder that looks like an installed Java.
func fakeJava(t *testing.T, script, file string) string {
	t.Helper()
	home := t.TempDir()
	program := java{home: home}.program()
	if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	if file != "" {
		if err := os.WriteFile(filepath.Join(home, "release"), []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return home
}

func TestJava(t *testing.T) {
	told := fakeJava(t, "exit 1", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"97.0.3\"\n")
	asked := fakeJava(t, `echo 'openjdk version "98-ea" 2031-03-01' >&2`, "")
	old := fakeJava(t, `echo 'java version "1.8.0_392"' >&2`, "")
	broken := fakeJava(t, "exit 1", "")
	found := installed(t.Context(), []string{"JAVA_HOME=" + told, "JAVA_HOME_98_X64=" + asked, "JAVA_HOME_8=" + old, "JAVA_HOME_9=" + broken, "JAVAHOME=" + told, "JAVA_HOME_X="})
	want := []java{{told, 97}, {asked, 98}, {old, 8}}
	if len(found) < len(want) {
		t.Fatalf("found %v, want %v", found, want)
	}
	for i, w := range want {
		if found[i] != w {
			t.Errorf("found %v, want %v", found[i], w)
		}
	}
	some := []java{{"a", 25}, {"b", 17}, {"c", 8}, {"d", 21}}
	for least, want := range map[int]string{8: "c", 17: "b", 18: "d", 25: "a"} {
		if j, err := lowest(least, some); err != nil || j.home != want {
			t.Errorf("at least %d: %v, %v; want %s", least, j, err, want)
		}
	}
	for _, list := range [][]java{nil, some} {
		if _, err := lowest(26, list); !errors.Is(err, ErrMissing) {
			t.Errorf("26 among %v: %v", list, err)
		}
	}
}

// What a killed program has left is removed, and nothing else.
func TestSweep(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	hourAgo := time.Now().Add(-time.Hour)
	folder := func(name string, age time.Duration) string {
		path := filepath.Join(os.TempDir(), name)
		if err := os.MkdirAll(filepath.Join(path, "data"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, hourAgo, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	left, young, other := folder(homePrefix+"left", time.Hour), folder(homePrefix+"young", 0), folder("other", time.Hour)
	held := folder(homePrefix+"held", 0)
	lock := flock.New(filepath.Join(held, lockName))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock() //nolint:errcheck // of a file that goes
	folder(homePrefix+"held", time.Hour)
	sweep()
	for path, want := range map[string]bool{left: false, young: true, other: true, held: true} {
		if isFolder(path) != want {
			t.Errorf("%s: there is %t, want %t", filepath.Base(path), !want, want)
		}
	}
}
