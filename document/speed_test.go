package document

import (
	"fmt"
	"io"
	"testing"
)

// differing are so many certificates of which no two say the same.
func differing(count int) []Certificate {
	all := make([]Certificate, count)
	for i := range all {
		all[i] = novaVes()
		all[i].Place = Place{First: i%3 + 1, Last: i%3 + 1}
		all[i].Serial, all[i].Code = fmt.Sprintf("ZE-2023-LBK-%04d", i), fmt.Sprintf("7QF3-K9TM-%04d", i)
	}
	return all
}

func BenchmarkCertificatesOneFile(b *testing.B) {
	all := differing(500)
	for b.Loop() {
		if err := Certificates(io.Discard, all); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkCertificateAlone(b *testing.B) {
	all := differing(500)
	for i := 0; b.Loop(); i++ {
		if err := Certificates(io.Discard, all[i%500:i%500+1]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSheetOf500Rows(b *testing.B) {
	long := longSheet(500)
	for b.Loop() {
		if err := ResultSheet(io.Discard, long); err != nil {
			b.Fatal(err)
		}
	}
}
