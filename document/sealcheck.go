package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"blazon/fault"
)

// CheckSeal holds a file against its seal and gives what it says. A file that is not, to the last byte, what somebody with one of the keys sealed is
// Invalid, and the message says what does not hold.
func CheckSeal(file []byte, keys note.Verifiers) (*Sealed, error) {
	signed, err := sealOf(file)
	if err != nil {
		return nil, err
	}
	claimed, err := readSeal(signed)
	if err != nil {
		return nil, err
	}
	if err := claimed.covers(file, signed); err != nil {
		return nil, err
	}
	opened, err := note.Open(signed, keys)
	var unknown *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unknown):
		return nil, fault.New(fault.Invalid, "verify.unknown_key").With("Key", unknown.Note.UnverifiedSigs[0].Name)
	case err != nil:
		return nil, fault.New(fault.Invalid, "verify.bad_signature").Because(err)
	case opened.Text != claimed.text() || !alone(opened):
		return nil, fault.New(fault.Invalid, "verify.bad_seal")
	}
	claimed.Key = opened.Sigs[0].Name
	return claimed, nil
}

// alone tells whether a note has one signature, written in the one way in which signers write it: a seal has nothing that could be changed.
func alone(n *note.Note) bool {
	_, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64)
	return len(n.Sigs) == 1 && len(n.UnverifiedSigs) == 0 && err == nil
}

// sealOf finds the signed note in a file. There is one, or the file was never sealed.
func sealOf(file []byte) ([]byte, error) {
	switch bytes.Count(file, []byte(sealMark)) {
	case 0:
		return nil, fault.New(fault.Invalid, "verify.no_seal")
	case 1:
	default:
		return nil, fault.New(fault.Invalid, "verify.two_seals")
	}
	_, rest, _ := bytes.Cut(file, []byte(sealMark))
	length, rest, _ := bytes.Cut(rest, []byte(">>\nstream\n"))
	n, err := strconv.Atoi(string(length))
	if err != nil || n <= 0 || n > len(rest) {
		return nil, fault.New(fault.Invalid, "verify.bad_seal")
	}
	return rest[:n], nil
}

// readSeal reads what a note says, before anybody knows whether it is signed.
func readSeal(signed []byte) (*Sealed, error) {
	lines := strings.Split(string(signed), "\n")
	names := []string{"number", "code", "competition", "length", "sha256"}
	if len(lines) <= len(names) || lines[0] != SealFormat {
		return nil, fault.New(fault.Invalid, "verify.bad_seal")
	}
	values := map[string]string{}
	for i, name := range names {
		value, found := strings.CutPrefix(lines[i+1], name+" ")
		if !found {
			return nil, fault.New(fault.Invalid, "verify.bad_seal")
		}
		values[name] = value
	}
	length, err := strconv.Atoi(values["length"])
	if err != nil || length < 0 {
		return nil, fault.New(fault.Invalid, "verify.bad_seal")
	}
	return &Sealed{Number: values["number"], Code: values["code"], Competition: values["competition"], Length: length, Hash: values["sha256"]}, nil
}

// covers tells whether the file is the bytes that the seal names, then the seal, and nothing else.
func (s *Sealed) covers(file, signed []byte) error {
	if s.Length > len(file) {
		return fault.New(fault.Invalid, "verify.cut")
	}
	before := file[:s.Length]
	if sum := sha256.Sum256(before); hex.EncodeToString(sum[:]) != s.Hash {
		return fault.New(fault.Invalid, "verify.changed")
	}
	update, err := sealUpdate(before, signed)
	if err != nil {
		return fault.New(fault.Invalid, "verify.bad_seal").Because(err)
	}
	switch whole := append(bytes.Clone(before), update...); {
	case bytes.Equal(file, whole):
		return nil
	case bytes.HasPrefix(file, whole):
		return fault.New(fault.Invalid, "verify.appended").With("Count", len(file)-len(whole))
	case bytes.HasPrefix(whole, file):
		return fault.New(fault.Invalid, "verify.cut")
	}
	return fault.New(fault.Invalid, "verify.bad_seal")
}
