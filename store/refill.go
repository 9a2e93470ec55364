package store

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// restoration is one that goes on.
type restoration struct {
	ctx         context.Context
	tx          *transaction
	tables      map[string]*table
	progress    func(done, total int)
	done, total int
}

// mostRows is how many rows one INSERT takes.
const mostRows = 500

// addPart inserts the rows of a part of a table.
func (r *restoration) addPart(name string, part []byte) error {
	t := r.tables[name]
	if t == nil {
		return fmt.Errorf("there is no table %s", name)
	}
	rows := bytes.Split(bytes.TrimSuffix(part, []byte("\n")), []byte("\n"))
	for some := range slices.Chunk(rows, mostRows) {
		row := "(?" + strings.Repeat(", ?", len(t.columns)-1) + ")"
		query := `insert into "` + t.name + `" (` + columnList(t) + ") values " + row + strings.Repeat(", "+row, len(some)-1)
		args := make([]any, 0, len(some)*len(t.columns))
		for _, line := range some {
			values, err := t.read(line)
			if err != nil {
				return fmt.Errorf("table %s: %w", name, err)
			}
			args = append(args, values...)
		}
		if _, err := r.tx.NewRaw(query, args...).Exec(r.ctx); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
		r.step(len(some))
	}
	return nil
}

// read gives the values of a row as the database takes them.
func (t *table) read(row []byte) ([]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(row))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil {
		return nil, err
	}
	if len(values) != len(t.columns) {
		return nil, fmt.Errorf("a row of %d values, not %d", len(values), len(t.columns))
	}
	for i, c := range t.columns {
		var err error
		if values[i], err = c.read(values[i]); err != nil {
			return nil, fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return values, nil
}

func (c column) read(value any) (any, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case json.Number:
		n, err := v.Int64()
		if c.kind == truthColumn {
			return n != 0, err
		}
		if c.kind == integerColumn {
			return n, err
		}
	case string:
		if c.kind == bytesColumn {
			return base64.StdEncoding.DecodeString(v)
		}
		if c.kind == textColumn || c.kind == momentColumn {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%T is no %s", value, c.kind)
}

func (r *restoration) addFile(hash string, content io.Reader) error {
	r.step(1)
	return r.tx.store.files.Add(r.ctx, hash, content)
}

func (r *restoration) step(n int) {
	before := r.done
	r.done += n
	if r.done/1000 > before/1000 || r.done == r.total {
		r.progress(r.done, r.total)
	}
}
