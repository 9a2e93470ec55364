package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	commas "encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

// typist prints certificates as nothing but their facts, and counts how often each was printed.
type typist struct {
	mutex  sync.Mutex
	times  map[string]int
	before func(c *store.Certificate) error // what happens before one is printed
}

func (p *typist) press(context.Context) (store.Printing, error) {
	return store.Printing{DesignVersion: "1",
		Print: func(_ context.Context, c *store.Certificate) ([]byte, error) {
			p.mutex.Lock()
			defer p.mutex.Unlock()
			if p.times == nil {
				p.times = map[string]int{}
			}
			p.times[c.UID]++
			if p.before != nil {
				if err := p.before(c); err != nil {
					return nil, err
				}
			}
			return []byte(c.Content), nil
		},
		PrintAll: func(to io.Writer, list []*store.Certificate, marks bool, each func() error) error {
			for _, c := range list {
				if _, err := fmt.Fprintln(to, c.Number(), marks); err != nil {
					return err
				}
				if err := each(); err != nil {
					return err
				}
			}
			return nil
		},
		Results: func(_ context.Context, _ judging.Actor, round string) ([]byte, error) { return []byte(round), nil },
	}, nil
}

func (p *typist) work(t *testing.T, s *store.Store) {
	t.Helper()
	must(t, s.WorkBatches(t.Context(), p.press))
}

// certified is a round whose certificates of all kinds are issued and not printed yet: four for places, and of the other kinds four each.
func certified(t *testing.T, s *store.Store) *storetest.JudgedRound {
	t.Helper()
	r := announced(t, s)
	must(t, s.ChooseCertificates(t.Context(), r.Organizer, r.UID, store.CertificateKinds))
	_, err := s.IssueCertificates(t.Context(), r.Organizer, r.UID, files)
	must(t, err)
	return r
}

func work(t *testing.T, s *store.Store, r *storetest.JudgedRound) (*store.RoundCertificates, *store.Batch) {
	t.Helper()
	all, err := s.Certificates(t.Context(), r.Organizer, r.UID)
	must(t, err)
	return all, all.Work.Batches[0]
}

func printedTimes(t *testing.T, all *store.RoundCertificates, p *typist, want int) {
	t.Helper()
	for _, c := range all.Issued[4:] {
		if p.times[c.UID] != want {
			t.Errorf("%s is printed %d times, want %d", c.Number(), p.times[c.UID], want)
		}
	}
}

func TestFinalistsAndWhoTookPartGetCertificatesWithoutAPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		list, all := places(t, s, r)
		for i, c := range list[4:] {
			want := fmt.Sprintf("2023/stredocesky-kraj/obec/%d 0-0 %s", i+5, []string{"diplom finalisty", "diplom za účast"}[i/4])
			if c != want {
				t.Errorf("got %q, want %q", c, want)
			}
		}
		if len(list) != 12 || all.Issued[4].Candidate.UID != all.Issued[8].Candidate.UID {
			t.Errorf("they are not in the order of names: %v", list)
		}
		must(t, s.ChooseCertificates(t.Context(), r.Organizer, r.UID, nil))
		issue(t, s, r, 0)
		if again, _ := places(t, s, r); len(again) != 12 {
			t.Errorf("choosing none revokes what was issued: %v", again)
		}
		if err := s.ChooseCertificates(t.Context(), r.Organizer, r.UID, []store.CertificateKind{"x"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("an unknown kind: %v", err)
		}
		must(t, s.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
	})
}

func TestWhatCouldNotBePrintedIsPrintedByTheDesignOfToday(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		p := &typist{before: func(*store.Certificate) error { return fault.New(fault.Invalid, "fault.certificate_too_long") }}
		p.work(t, s)
		region := storetest.Organizer(t, s, r.Region)
		design, err := s.CreateDesign(t.Context(), region, r.Region.UID, store.DesignForm{Name: "Návrh", Content: `{"blocks":[]}`, Usable: true})
		must(t, err)
		again := func(own string) []*store.IssuedCertificate {
			_, err := s.StartBatch(t.Context(), r.Organizer, r.UID, store.BatchForm{Kind: store.PrintCertificates, DesignVersion: own})
			must(t, err)
			p.work(t, s)
			all, _ := work(t, s, r)
			return all.Issued
		}
		for _, c := range again("2")[4:] {
			if c.DesignVersion != design+"/1" || c.Look == nil || c.Printed() {
				t.Errorf("%s is to be printed by %s", c.Number(), c.DesignVersion)
			}
		}
		must(t, s.EndDesign(t.Context(), region, design))
		p.before = nil
		for i, c := range again("2") {
			if want := []string{"1", "2"}[min(i/4, 1)]; c.DesignVersion != want || !c.Printed() {
				t.Errorf("%s is printed by %s, want %s", c.Number(), c.DesignVersion, want)
			}
		}
	})
}

func TestACancelledBatchIsStoppedWithinItsStep(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		_, b := work(t, s, r)
		var once sync.Once
		stuck := func(context.Context) (store.Printing, error) {
			return store.Printing{Print: func(ctx context.Context, _ *store.Certificate) ([]byte, error) {
				once.Do(func() {
					if _, err := s.CancelBatch(ctx, r.Organizer, b.UID); err != nil {
						t.Error(err)
					}
				})
				<-ctx.Done()
				return nil, ctx.Err()
			}}, nil
		}
		if worked, err := s.WorkBatch(t.Context(), 300*time.Millisecond, stuck); !worked || err != nil {
			t.Errorf("got %t, %v", worked, err)
		}
		if all, b := work(t, s, r); b.State != store.BatchCancelled || all.Unprinted() != 8 || all.Work.Failed(b) != 0 {
			t.Errorf("got %+v", b)
		}
	})
}

func TestWhoWaitsIsToldTheRevisionThatHisPageHas(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		for range 12 { // more than a page shows
			b, err := s.StartBatch(t.Context(), r.Organizer, r.UID, store.BatchForm{Kind: store.ZipFiles})
			must(t, err)
			_, err = s.CancelBatch(t.Context(), r.Organizer, b.UID)
			must(t, err)
		}
		_, err := s.StartBatch(t.Context(), r.Organizer, r.UID, store.BatchForm{Kind: store.ZipFiles})
		must(t, err)
		organizer := storetest.Organizer(t, s, r.Region)
		for i, actor := range []judging.Actor{r.Organizer, organizer, r.Organizer} { // the sheets of the one are no news to the other
			b, err := s.StartResults(t.Context(), actor, r.Edition.UID)
			must(t, err)
			if i == 0 {
				_, err = s.CancelBatch(t.Context(), actor, b.UID)
				must(t, err)
			}
		}
		told, err := s.WorkRevisions(t.Context())
		must(t, err)
		round, err := s.RoundWork(t.Context(), r.Organizer, r.UID)
		must(t, err)
		one, err := s.EditionWork(t.Context(), r.Organizer, r.Edition.UID)
		must(t, err)
		other, err := s.EditionWork(t.Context(), organizer, r.Edition.UID)
		must(t, err)
		for i, w := range []*store.Work{round, one.Work, other.Work} {
			if told[w.Key] != w.Revision() || !w.Open() {
				t.Errorf("%d: told is %d, the page has %d", i, told[w.Key], w.Revision())
			}
		}
	})
}

func TestABatchGoesOnWhereItWasInterrupted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		all, b := work(t, s, r)
		if _, _, err := s.CertificateFile(t.Context(), r.Organizer, all.Issued[4].UID); !fault.Is(err, fault.Closed) || all.Unprinted() != 8 || b.State != store.BatchWaiting {
			t.Errorf("before it is printed: %v, %d without a file, %s", err, all.Unprinted(), b.State)
		}
		must(t, s.Plant(t.Context(), "insert into batch_failure (uid, batch_id, certificate_id, error) select 'x' || c.id, ?, c.id, 'fault.internal' from certificate c where c.uid = ?",
			b.ID, all.Issued[11].UID)) // somebody else has tried it
		p := &typist{}
		ctx, stop := context.WithCancel(t.Context())
		p.before = func(*store.Certificate) error { stop(); return nil }
		if worked, err := s.WorkBatch(ctx, time.Minute, p.press); !worked || err != nil {
			t.Errorf("an interrupted batch: %t, %v", worked, err)
		}
		if _, b = work(t, s, r); b.State != store.BatchRunning || b.Done != 0 {
			t.Errorf("after the interruption: %+v", b)
		}
		p.before, p.times = nil, nil
		p.work(t, s)
		all, b = work(t, s, r)
		if b.State != store.BatchDone || all.Unprinted() != 1 || all.Work.Failed(b) != 1 || all.Issued[11].Fault().Key != "fault.internal" {
			t.Errorf("in the end: %+v, %d without a file", b, all.Unprinted())
		}
		all.Issued = all.Issued[:11]
		printedTimes(t, all, p, 1)
		for _, c := range all.Issued {
			_, file, err := s.CertificateFile(t.Context(), r.Organizer, c.UID)
			if hash := fmt.Sprintf("%x", sha256.Sum256(file)); err != nil || hash != c.FileHash || string(file) != c.Content {
				t.Errorf("the file of %s is %q with the hash %s, %v", c.Number(), file, c.FileHash, err)
			}
		}
		b, err := s.StartBatch(t.Context(), r.Organizer, r.UID, store.BatchForm{Kind: store.PrintCertificates, DesignVersion: "1"})
		if err != nil || b.Total != 1 {
			t.Errorf("what failed is not printed anew: %+v, %v", b, err)
		}
	})
}

func TestACancelledBatchStopsAfterItsStep(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		_, b := work(t, s, r)
		p := &typist{}
		p.before = func(*store.Certificate) error {
			p.before = nil
			_, err := s.CancelBatch(t.Context(), r.Organizer, b.UID)
			return err
		}
		p.work(t, s)
		all, b := work(t, s, r)
		if b.State != store.BatchCancelled || all.Unprinted() != 8 {
			t.Errorf("a cancelled batch: %+v, %d without a file", b, all.Unprinted())
		}
		if _, err := s.CancelBatch(t.Context(), r.Organizer, b.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("cancelled twice: %v", err)
		}
		if _, err := s.CancelBatch(t.Context(), r.Jurors[0].Actor, b.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("cancelled by a juror: %v", err)
		}
	})
}

func TestSeveralWorkersPrintEachCertificateOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		p := &typist{}
		p.before = func(c *store.Certificate) error {
			if strings.HasSuffix(c.Number(), "/6") {
				return fault.New(fault.Invalid, "fault.certificate_too_long")
			}
			return nil
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				if err := s.WorkBatches(context.Background(), p.press); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		all, b := work(t, s, r)
		printedTimes(t, all, p, 1)
		if b.State != store.BatchDone || b.Done != 8 || b.Total != 8 || all.Unprinted() != 1 {
			t.Errorf("got %+v, %d without a file", b, all.Unprinted())
		}
		if f := all.Issued[5].Fault(); f.Key != "fault.certificate_too_long" || f.Args["Name"] != all.Issued[5].Entrants[0] {
			t.Errorf("the reason is %+v", f)
		}
	})
}

// made works on a batch and gives what it has made.
func made(t *testing.T, s *store.Store, actor judging.Actor, b *store.Batch) ([]byte, *store.PlacedBatch) {
	t.Helper()
	(&typist{}).work(t, s)
	placed, file, err := s.OpenBatch(t.Context(), actor, b.UID)
	must(t, err)
	defer file.Close()
	content, err := io.ReadAll(file)
	must(t, err)
	return content, placed
}

func TestAnArchiveHasTheKeptFiles(t *testing.T) {
	options := store.Options{Files: &attachment.Folder{Path: t.TempDir()}}
	clock := time.Now()
	options.Now = func() time.Time { return clock }
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		start := func(kind store.BatchKind, marks bool) *store.Batch {
			b, err := s.StartBatch(t.Context(), r.Organizer, r.UID, store.BatchForm{Kind: kind, Marks: marks})
			must(t, err)
			return b
		}
		if b := start(store.ZipFiles, false); start(store.ZipFiles, true).ID != b.ID {
			t.Error("two batches do the same")
		}
		content, b := made(t, s, r.Organizer, start(store.ZipFiles, false)) // once the certificates are printed
		all, _ := work(t, s, r)
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		must(t, err)
		files := map[string]string{}
		for _, f := range archive.File {
			in, err := f.Open()
			must(t, err)
			body, err := io.ReadAll(in)
			must(t, err)
			files[f.Name] = string(body)
		}
		rows, err := commas.NewReader(strings.NewReader(files["manifest.csv"])).ReadAll()
		must(t, err)
		if len(files) != 13 || len(rows) != 13 || b.Name != "zlaty-erb-2023-stredocesky-kraj" || b.Type != "zip" || b.Done != 12 {
			t.Fatalf("%d files, %d rows, %+v", len(files), len(rows), b)
		}
		for i, c := range all.Issued {
			name := strings.ReplaceAll(c.Number(), "/", "-") + ".pdf"
			want := fmt.Sprint([]string{c.Number(), c.Entrants[0], name, c.FileHash})
			if hash := fmt.Sprintf("%x", sha256.Sum256([]byte(files[name]))); hash != c.FileHash || fmt.Sprint(rows[i+1]) != want {
				t.Errorf("%s has the hash %s; the manifest says %q, want %q", name, hash, rows[i+1], want)
			}
		}
		old := all.Issued[1] // as one that was printed before files were kept
		must(t, s.Plant(t.Context(), "delete from certificate_file where certificate_id = (select id from certificate where uid = ?)", old.UID))
		content, _ = made(t, s, r.Organizer, start(store.ZipFiles, false))
		if !bytes.Contains(content, []byte(old.Number()+" false\n")) || !bytes.Contains(content, []byte(old.FileName()+",\n")) || bytes.Contains(content, []byte(old.FileHash)) {
			t.Errorf("an archive with a file that was not kept: %q", content)
		}
		content, b = made(t, s, r.Organizer, start(store.PrintFile, true))
		if lines := strings.Split(string(content), "\n"); lines[0] != all.Issued[0].Number()+" true" || len(lines) != 13 || b.Type != "pdf" {
			t.Errorf("the print file is %q", content)
		}
		if _, _, err := s.OpenBatch(t.Context(), r.Jurors[0].Actor, b.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a juror opens it: %v", err)
		}
		sheets, err := s.StartResults(t.Context(), r.Organizer, r.Edition.UID)
		must(t, err)
		content, _ = made(t, s, r.Organizer, sheets)
		if archive, err = zip.NewReader(bytes.NewReader(content), int64(len(content))); err != nil || len(archive.File) != 1 || archive.File[0].Name != "2023-stredocesky-kraj.pdf" {
			t.Errorf("the result sheets: %v, %v", archive, err)
		}
		must(t, s.Plant(t.Context(), "update certificate_file set content = ? where certificate_id = (select id from certificate where uid = ?)", []byte("x"), all.Issued[0].UID))
		damaged := start(store.ZipFiles, false)
		(&typist{}).work(t, s)
		if _, last := work(t, s, r); last.ID != damaged.ID || last.State != store.BatchFailed || last.Error != "batch.damaged" {
			t.Errorf("an archive of a damaged file: %+v", last)
		}
		clock = clock.Add(8 * 24 * time.Hour)
		if _, err := s.ForgetExpired(t.Context()); err != nil {
			t.Fatal(err)
		}
		if all, err = s.Certificates(t.Context(), r.Organizer, r.UID); err != nil || len(all.Work.Batches) != 0 || all.Unprinted() != 0 {
			t.Errorf("after a week: %+v, %v", all.Work.Batches, err)
		}
	})
}

func TestABatchThatKeepsFailingIsGivenUp(t *testing.T) {
	clock := time.Now()
	storetest.EachWith(t, store.Options{Now: func() time.Time { return clock }}, func(t *testing.T, s *store.Store) {
		r := certified(t, s)
		broken := func(context.Context) (store.Printing, error) { return store.Printing{}, errors.New("no key") }
		for range 19 {
			worked, err := s.WorkBatch(t.Context(), time.Minute, broken)
			if again, e := s.WorkBatch(t.Context(), time.Minute, broken); !worked || err == nil || again || e != nil {
				t.Fatalf("%t, %v, at once again %t, %v", worked, err, again, e)
			}
			clock = clock.Add(time.Minute)
		}
		must(t, s.WorkBatches(t.Context(), broken))
		if _, b := work(t, s, r); b.State != store.BatchFailed || b.Error != "fault.internal" {
			t.Errorf("in the end: %+v", b)
		}
		_, err := s.StartBatch(t.Context(), r.Organizer, r.UID, store.BatchForm{Kind: store.PrintCertificates, DesignVersion: "1"})
		must(t, err)
		must(t, s.Plant(t.Context(), "update batch set attempts = 20 where state = 'waiting'")) // all of them ended with their processes
		p := &typist{}
		p.work(t, s)
		if _, b := work(t, s, r); b.State != store.BatchFailed || b.Error != "fault.internal" || len(p.times) > 0 {
			t.Errorf("what ended so many processes is taken up again: %+v", b)
		}
	})
}
