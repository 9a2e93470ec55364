// Package migrations holds the schema of both databases, numbered alike.
package migrations

import "embed"

// Files holds postgres/*.sql and sqlite/*.sql, for goose.
//
//go:embed postgres/*.sql sqlite/*.sql
var Files embed.FS
