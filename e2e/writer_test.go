package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"innograph/kg"
	"innograph/model"
	"innograph/store"
)

// writerVariable names the store that this test program shall write to, in a
// process of its own.
const writerVariable = "INNOGRAPH_E2E_WRITER"

// The stable rows are those with this in their id; a writer leaves them alone.
const stableMark = "stable"

var surnames = []string{"王", "李", "张", "刘", "陈", "Ähre", "Abel", "Zhang", "Ørsted", "çelik", "Ḿ", "中", "丁", "东北"}

// writeForever inserts and deletes people, institutions and their edges, until
// the process is killed.
func writeForever(url string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, url, model.Graph())
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(7, 8))
	var there []kg.ID
	for i := 0; ; i++ {
		cs := &kg.Changeset{Actor: "writer"}
		for n := range 3 {
			person := kg.NodeID("Person", fmt.Sprintf("passing.%d.%d", i, n))
			cs.Nodes = append(cs.Nodes, newPerson(person, random))
			cs.Edges = append(cs.Edges, newStay(person, hubID, random))
			there = append(there, person)
		}
		institution := kg.NodeID("Institution", fmt.Sprintf("passing.%d", i))
		cs.Nodes = append(cs.Nodes, newInstitution(institution, random))
		there = append(there, institution)
		for len(there) > 120 {
			at := random.IntN(len(there))
			cs.DeleteNodes = append(cs.DeleteNodes, there[at])
			there = append(there[:at], there[at+1:]...)
		}
		if _, err := s.Apply(ctx, cs); err != nil {
			return err
		}
		if i == 50 {
			fmt.Println("ready")
		}
		time.Sleep(time.Millisecond)
	}
}

const hubID kg.ID = "Institution_hub." + stableMark

func newPerson(id kg.ID, r *rand.Rand) kg.NodeChange {
	name := surnames[r.IntN(len(surnames))] + strings.Repeat("宁", r.IntN(2))
	p := map[string]kg.Value{"name": kg.Localized(map[string]string{[]string{"zh", "en", "und"}[r.IntN(3)]: name})}
	if r.IntN(3) > 0 {
		p["academicTitle"] = kg.Text([]string{"教授", "Dr", "dr", "研究员"}[r.IntN(4)])
	}
	return kg.NodeChange{ID: id, Kind: "Person", Properties: p}
}

func newInstitution(id kg.ID, r *rand.Rand) kg.NodeChange {
	p := map[string]kg.Value{"name": kg.Localized(map[string]string{"zh": surnames[r.IntN(len(surnames))]})}
	if day, err := kg.ParseDate([]string{"1950", "1950-01", "1950-01-01", "2001-12"}[r.IntN(4)]); err == nil && r.IntN(4) > 0 {
		p["foundedOn"] = day
	}
	return kg.NodeChange{ID: id, Kind: "Institution", Properties: p}
}

func newStay(person, at kg.ID, r *rand.Rand) kg.EdgeChange {
	p := map[string]kg.Value{}
	if r.IntN(3) > 0 {
		p["role"] = kg.Text([]string{"head", "fellow", "Head"}[r.IntN(3)])
	}
	if day, err := kg.ParseDate([]string{"2019", "2019-05", "2020-02-29"}[r.IntN(3)]); err == nil && r.IntN(3) > 0 {
		p["from"] = day
	}
	return kg.EdgeChange{Relation: "AFFILIATED_WITH", From: person, To: at, Properties: p}
}

// startWriter has another process write to a store for the time of a test.
func startWriter(t *testing.T, url string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerVariable+"="+url)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		if err := cmd.Wait(); err == nil || err.Error() != "signal: killed" {
			t.Errorf("the writer ended by itself: %v", err)
		}
	})
	if _, err := fmt.Fscanln(stdout, new(string)); err != nil {
		t.Fatal("the writer did not begin: ", err)
	}
}
