package main

import "fmt"

// memory measures the program's resident memory after its first page, and under 32 jurors who save.
func memory(b *bench) (figures []figure, err error) {
	address, err := b.address("PostgreSQL", "memory")
	if err != nil {
		return nil, err
	}
	site, jurors, err := b.jury(address, 500, 40)
	if err != nil {
		return nil, err
	}
	defer func() { site.stop() }()
	if _, err := load(b.ctx, b.seconds, 32, func(i int) error { return jurors[i].saveOne() }); err != nil {
		return nil, err
	}
	busy, err := site.resident()
	if err != nil {
		return nil, err
	}
	site.stop()
	if site, err = b.serve(address); err != nil {
		return nil, err
	}
	if _, _, err := site.visitor().get("/cs"); err != nil {
		return nil, err
	}
	rest, err := site.resident()
	return []figure{
		{what: "memory at rest, PostgreSQL apart", measured: fmt.Sprintf("%d MB", rest>>20), aim: "64 MB"},
		{what: "memory with 32 jurors saving, PostgreSQL apart", measured: fmt.Sprintf("%d MB", busy>>20), aim: "150 MB"},
	}, err
}
