package store

import (
	"time"

	"github.com/uptrace/bun"
)

// JurorDeclaration is what a juror says of one candidate.
type JurorDeclaration struct {
	bun.BaseModel `bun:"table:declaration"`

	JurorID     int64 `bun:",pk"`
	CandidateID int64 `bun:",pk"`
	Conflict    bool
	Reason      string
	DeclaredAt  time.Time
}

// JurorSupplier is what a juror says of one supplier.
type JurorSupplier struct {
	bun.BaseModel `bun:"table:juror_supplier"`

	JurorID    int64 `bun:",pk"`
	SupplierID int64 `bun:",pk"`
	Related    bool
	DeclaredAt time.Time
}

// JurorHome is where a juror says that he is at home.
type JurorHome struct {
	bun.BaseModel `bun:"table:juror_home"`

	JurorID      int64  `bun:",pk"`
	RegionCode   string // empty: in none of the competition's regions
	DistrictCode string
	DeclaredAt   time.Time
}

// Clearance says that nothing stands between a juror and a candidate whose entry names this supplier.
type Clearance struct {
	bun.BaseModel `bun:"table:clearance"`

	JurorID     int64 `bun:",pk"`
	CandidateID int64 `bun:",pk"`
	Supplier    string
}
