package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"blazon/fault"
	"blazon/locale"
)

// DesignFile is a design with its pictures, to be taken elsewhere.
type DesignFile struct {
	Blazon   string        `json:"blazon"` // what the file is: designFileKind
	Name     string        `json:"name"`
	Design   *Design       `json:"design"`
	Pictures []FilePicture `json:"pictures,omitempty"`
}

// FilePicture is a picture in a file.
type FilePicture struct {
	Hash string `json:"hash"` // SHA-256 of the content, in hex, by which the design names it
	Name string `json:"name"`
	Data []byte `json:"data"` // in Base64
}

const (
	designFileKind   = "certificate design 1"
	mostDesignFile   = 24 << 20 // bytes
	mostFilePictures = 30
)

// JSON writes the file.
func (f *DesignFile) JSON() ([]byte, error) {
	f.Blazon = designFileKind
	return json.MarshalIndent(f, "", " ")
}

// ReadDesignFile reads what JSON wrote, from anybody: what is wrong with it is Invalid and says where.
func ReadDesignFile(body []byte) (*DesignFile, error) {
	if len(body) >= mostDesignFile {
		return nil, fault.New(fault.Invalid, "design.too_large").With("Most", locale.Bytes(mostDesignFile))
	}
	var raw struct {
		DesignFile
		Design json.RawMessage `json:"design"`
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil || raw.Blazon != designFileKind {
		return nil, fault.New(fault.Invalid, "design.no_json").Because(err)
	}
	file := raw.DesignFile
	var err error
	if file.Design, err = ReadDesign(raw.Design); err != nil {
		return nil, err
	}
	if len(file.Pictures) > mostFilePictures {
		return nil, fault.New(fault.Invalid, "design.too_many")
	}
	brought := map[string]bool{}
	for _, p := range file.Pictures {
		sum := sha256.Sum256(p.Data)
		if p.Hash != hex.EncodeToString(sum[:]) {
			return nil, fault.New(fault.Invalid, "design.bad_picture")
		}
		brought[p.Hash] = true
	}
	for _, hash := range file.Design.Pictures() {
		if !brought[hash] {
			return nil, fault.New(fault.Invalid, "design.picture_missing")
		}
	}
	return &file, nil
}

// Rename has the design name its pictures by other hashes.
func (d *Design) Rename(hashes map[string]string) {
	renamed := func(hash string) string {
		if other := hashes[hash]; other != "" {
			return other
		}
		return hash
	}
	d.Background.Picture = renamed(d.Background.Picture)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		b.Picture = renamed(b.Picture)
		for n, hash := range b.Images {
			b.Images[n] = renamed(hash)
		}
	}
}
