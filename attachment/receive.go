package attachment

import (
	"context"
	"errors"
	"fmt"
	"io"

	"blazon/fault"
	"blazon/locale"
)

// Wanted is what may come: a file of one of the types, none meaning any that is taken at all, and so many bytes at most.
type Wanted struct {
	Types []string
	Most  int64
}

// Receive reads what somebody brings under a name, without ever having all of it in memory, and says why it is not taken. What it
// gives has a clean name, and is a draft to be kept or discarded.
func (f *Folder) Receive(ctx context.Context, name string, content io.Reader, wanted Wanted) (*Draft, string, error) {
	if name = CleanName(name); name == "" {
		return nil, "", refusal("attachment.none")
	}
	if err := checkName(name, wanted.Types); err != nil {
		return nil, "", err
	}
	d, err := f.draft()
	if err != nil {
		return nil, "", err
	}
	if err := f.take(ctx, d, name, content, wanted.Most); err != nil {
		d.Discard()
		return nil, "", err
	}
	d.Type = typeOf(name)
	if !isPicture(d.Type) {
		return d, name, nil
	}
	defer d.Discard()
	return f.redrawn(d, name)
}

// take copies the content and looks whether it is what its name says.
func (f *Folder) take(ctx context.Context, d *Draft, name string, content io.Reader, most int64) error {
	switch err := d.fill(content, most); {
	case errors.Is(err, errLong):
		return TooLarge(most)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return refusal("attachment.interrupted")
	case err != nil:
		return fmt.Errorf("receive file: %w", err)
	case d.Size == 0:
		return refusal("attachment.empty")
	}
	if err := checkContent(d.file, d.Size, name); err != nil {
		return err
	}
	return f.Scan.check(ctx, d.file.Name())
}

// redrawn gives a picture that was drawn anew, under a name that says what it is now.
func (f *Folder) redrawn(from *Draft, name string) (*Draft, string, error) {
	d, err := f.draft()
	if err != nil {
		return nil, "", err
	}
	err = d.write(func(to io.Writer) (err error) {
		d.Type, err = redraw(from.file, to)
		return err
	})
	if err != nil {
		d.Discard()
		return nil, "", err
	}
	if typeOf(name) != d.Type || others[endingOf(name)] == "png" {
		name = renamed(name, d.Type)
	}
	return d, name, nil
}

// TooLarge says that a file may have so many bytes at most.
func TooLarge(most int64) error {
	return fault.InForm(fault.Field{Name: FormField, Key: "attachment.too_large", Args: fault.Args{"Most": locale.Bytes(most)}})
}
