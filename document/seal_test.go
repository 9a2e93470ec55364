package document

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"blazon/fault"
)

// key gives a signer and what its signatures are checked by.
func key(t testing.TB, name string) (note.Signer, note.Verifiers) {
	t.Helper()
	private, public, err := note.GenerateKey(nil, name)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return signer, note.VerifierList(verifier)
}

// sealed is a certificate's file with its facts in it, sealed.
func sealed(t testing.TB, signer note.Signer, c Certificate, facts string) []byte {
	t.Helper()
	c.Facts = []byte(facts)
	var plain bytes.Buffer
	if err := Certificates(&plain, []Certificate{c}); err != nil {
		t.Fatal(err)
	}
	file, err := Seal(plain.Bytes(), Sealed{Number: c.Serial, Code: c.Code, Competition: "Zlatý\nerb"}, signer)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestASealHoldsOnlyForItsFileToTheLastByte(t *testing.T) {
	signer, keys := key(t, "erb.example.org")
	stranger, _ := key(t, "erb.example.org")
	const facts = `{"place":1}` + "\n"
	file, other := sealed(t, signer, semily(), facts), sealed(t, signer, muzeum(), facts)
	if again := sealed(t, signer, semily(), facts); !bytes.Equal(file, again) {
		t.Error("equal certificates get different files")
	}
	s, err := CheckSeal(file, keys)
	if err != nil || s.Number != semily().Serial || s.Code != semily().Code || s.Competition != "Zlatý erb" || s.Key != "erb.example.org" {
		t.Fatalf("the seal says %+v, %v", s, err)
	}
	if got, err := Attached(file, FactsName); string(got) != facts || err != nil {
		t.Errorf("the facts are %q, %v", got, err)
	}
	plain, seal := file[:s.Length], file[s.Length:]
	for sentence, c := range map[string]struct {
		file []byte
		want string
	}{
		"a letter on the page is changed":     {swapped(t, file, true), "verify.changed"},
		"the embedded facts are changed":      {swapped(t, file, false), "verify.changed"},
		"one bit of the page is changed":      {flipped(file, s.Length/2), "verify.changed"},
		"the last byte before the seal":       {flipped(file, s.Length-1), "verify.changed"},
		"the signature is changed":            {flipped(file, bytes.LastIndex(file, []byte("=\n\nendstream"))-9), "verify.bad_signature"},
		"the number in the seal is changed":   {bytes.Replace(file, []byte("\nnumber ZE-2023-LBK-0001"), []byte("\nnumber ZE-2023-LBK-0002"), 1), "verify.bad_signature"},
		"the table of offsets is changed":     {flipped(file, bytes.LastIndex(file, []byte(" 00000 n"))-1), "verify.bad_seal"},
		"something is appended":               {append(bytes.Clone(file), "%x"...), "verify.appended"},
		"its last byte is gone":               {file[:len(file)-1], "verify.cut"},
		"it is cut in the middle":             {file[:s.Length/2], "verify.no_seal"},
		"it was never sealed":                 {plain, "verify.no_seal"},
		"the seal of another file":            {append(bytes.Clone(plain), other[len(other)-len(seal):]...), "verify."},
		"sealed once more":                    {append(bytes.Clone(file), seal...), "verify.two_seals"},
		"signed by somebody of the same name": {sealed(t, stranger, semily(), facts), "verify.unknown_key"},
		"a second signature in the note":      {bytes.Replace(file, []byte("=\n\nendstream"), []byte("=\n— x AAAAAAAA\n\nendstream"), 1), "verify.bad_seal"},
		"nothing":                             {nil, "verify.no_seal"},
	} {
		_, err := CheckSeal(c.file, keys)
		if got := fault.Of(err).Key; err == nil || !strings.HasPrefix(got, c.want) || bytes.Equal(c.file, file) {
			t.Errorf("%s: %q, want %q", sentence, got, c.want)
		}
	}
	if _, err := Seal(file, Sealed{}, signer); err == nil {
		t.Error("a sealed file is sealed again")
	}
	path := filepath.Join(t.TempDir(), "sealed.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax") {
		t.Error(out)
	}
	if _, err := examine(file); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	if text := tool(t, "pdftotext", path, "-"); !strings.Contains(text, "Semily") {
		t.Errorf("the sealed file says %s", text)
	}
}

func flipped(file []byte, at int) []byte {
	changed := bytes.Clone(file)
	changed[at] ^= 1
	return changed
}

// swapped changes what the page draws, or else what the facts say, in a stream that is packed anew, and moves nothing else: what a careful
// forger does.
func swapped(t testing.TB, file []byte, page bool) []byte {
	t.Helper()
	for at := 0; ; {
		begin := bytes.Index(file[at:], []byte("stream\n"))
		if begin < 0 {
			t.Fatal("no such stream")
		}
		begin += at + len("stream\n")
		end := begin + bytes.Index(file[begin:], []byte("\nendstream"))
		at = end + len("\nendstream")
		r, err := zlib.NewReader(bytes.NewReader(file[begin:end]))
		if err != nil {
			continue
		}
		var content bytes.Buffer
		_, _ = content.ReadFrom(r)
		from, to := "> Tj", "> TJ"
		if bytes.Contains(content.Bytes(), []byte(") Tj")) {
			from, to = ") Tj", "  Tj"
		}
		if !page {
			from, to = `{"place":1}`, `{"place":2}`
		}
		changed := bytes.Replace(content.Bytes(), []byte(from), []byte(to), 1)
		if bytes.Equal(changed, content.Bytes()) {
			continue
		}
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		_, _ = w.Write(changed)
		_ = w.Close()
		return bytes.Join([][]byte{file[:begin], packed.Bytes(), file[end:]}, nil)
	}
}

// outsider writes a program that seals: it is a shell's words, which get the file on standard input.
func outsider(t testing.TB, words string) OutsideSeal {
	t.Helper()
	name := filepath.Join(t.TempDir(), "seal")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+words+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return OutsideSeal{Command: []string{name}, Limit: 20 * time.Second}
}

func TestAnOutsideSealGivesTheSameDocumentBack(t *testing.T) {
	signer, keys := key(t, "erb.example.org")
	var plain, foreign bytes.Buffer
	for to, c := range map[*bytes.Buffer]Certificate{&plain: semily(), &foreign: muzeum()} {
		if err := Certificates(to, []Certificate{c}); err != nil {
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	put := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	stamped := signer // any seal is an update that draws nothing: here, our own of another key
	whole, err := Seal(plain.Bytes(), Sealed{Number: "pečeť"}, stamped)
	if err != nil {
		t.Fatal(err)
	}
	update := put("update", bytes.ReplaceAll(whole[plain.Len():], []byte("/BlazonSeal"), []byte("/PadesSeal_")))
	other := put("other", foreign.Bytes())
	drawn := put("drawn", redrawn(t, plain.Bytes())[plain.Len():])
	for sentence, c := range map[string]struct{ words, want string }{
		"a seal as an update":               {"cat - " + update, ""},
		"another document":                  {"cat > /dev/null; cat " + other, "verify.outside_other"},
		"an update that draws another page": {"cat - " + drawn, "verify.outside_other"},
		"the same without a seal":           {"cat", "verify.outside_nothing"},
		"a file that is none":               {"cat; echo '%%EOF'; echo '1 0 obj'; echo startxref; echo 3; echo '%%EOF'", "verify.outside_broken"},
		"nothing":                           {"true", "verify.outside_other"},
		"it fails":                          {"cat; exit 3", "verify.outside_failed"},
		"it does not end":                   {"exec sleep 60", "verify.outside_failed"},
		"it never stops writing":            {"exec yes", "verify.outside_failed"},
	} {
		program := outsider(t, c.words)
		if sentence == "it does not end" {
			program.Limit = 100 * time.Millisecond
		}
		got, err := program.Put(context.Background(), plain.Bytes())
		if err != nil || c.want != "" {
			if key := fault.Of(err).Key; err == nil || key != c.want {
				t.Errorf("%s: %v, want %q", sentence, err, c.want)
			}
			continue
		}
		file, err := Seal(got, Sealed{Number: "7"}, signer)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := CheckSeal(file, keys); err != nil || s.Length != len(got) || !bytes.HasPrefix(got, plain.Bytes()) {
			t.Errorf("%s: %+v, %v", sentence, s, err)
		}
	}
}

// redrawn updates a file so that its first page draws nothing of what it drew.
func redrawn(t testing.TB, file []byte) []byte {
	t.Helper()
	page, err := examine(file)
	if err != nil {
		t.Fatal(err)
	}
	dict, _, _, err := page.PageDict(1, false)
	if err != nil {
		t.Fatal(err)
	}
	content := dict.IndirectRefEntry("Contents").ObjectNumber.Value()
	start := lastStart.FindSubmatch(file[len(file)-64:])
	trailer, size, err := lastTrailer(file[bytes.LastIndex(file, []byte("xref\n0 ")):])
	if err != nil {
		t.Fatal(err)
	}
	out := bytes.NewBuffer(bytes.Clone(file))
	fmt.Fprintf(out, "%d 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n", content)
	table := out.Len()
	fmt.Fprintf(out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Prev %s%s>>\nstartxref\n%d\n%%%%EOF\n", content, len(file), size, start[1], trailer, table)
	return out.Bytes()
}
