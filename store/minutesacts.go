package store

import (
	"context"
	"slices"

	"blazon/judging"
)

// readControl reads what the sheets came to when the judging was closed.
func (r *minutesReader) readControl(ctx context.Context, _ judging.Actor) error {
	var closings []*Closing
	err := r.NewSelect().Model(&closings).Where("round_id = ?", r.place.Round.ID).Where("reopened_at is null").Order("id desc").Limit(1).Scan(ctx)
	if err != nil || len(closings) == 0 {
		return err
	}
	view, err := r.controlView(ctx, closings[0], r.control)
	if err != nil || view == nil {
		return err
	}
	r.out.Control = &MinutesControl{Then: minutesTotals(view.Then), Now: minutesTotals(view.Now), Corrections: len(view.Corrections), Explained: view.Explained()}
	return nil
}

// readRecusals reads what duties were taken away in the contest, also for a time, and what the jurors declared.
func (r *minutesReader) readRecusals(ctx context.Context, _ judging.Actor) error {
	var rows []Recusal
	err := r.NewSelect().Model(&rows).Where("candidate_id in (select id from candidate where contest_id = ? and not training)", r.place.Contest.ID).Order("created_at", "id").Scan(ctx)
	if err != nil {
		return err
	}
	var jurors []Juror
	if err := r.NewSelect().Model(&jurors).Where("round_id = ?", r.place.Round.ID).Order("name", "uid").Scan(ctx); err != nil {
		return err
	}
	named, err := candidatesOf(ctx, r.transaction, r.place.Language(), r.place.Contest.ID)
	if err != nil {
		return err
	}
	for _, row := range rows {
		x := MinutesRecusal{Why: row.Why, Kind: row.Kind, Reason: row.Reason, Since: row.CreatedAt.UTC(), Until: row.EndedAt.UTC(), EndedFor: row.EndedFor}
		for _, j := range jurors {
			if j.ID == row.JurorID {
				x.Juror, x.Role = j.Name, j.Role
			}
		}
		for _, c := range named[r.place.Contest.ID] {
			if c.ID == row.CandidateID {
				x.Name = minutesName(c)
			}
		}
		for _, c := range r.control.loaded.Criteria {
			if c.ID == row.CriterionID {
				x.Criterion = c.Name
			}
		}
		r.out.Recusals = append(r.out.Recusals, x)
	}
	return r.readDeclared(ctx, jurors)
}

func (r *minutesReader) readDeclared(ctx context.Context, jurors []Juror) error {
	var rows []struct {
		JurorID             int64
		Answered, Conflicts int
	}
	err := r.NewRaw(`select d.juror_id, count(*) as answered, sum(case when d.conflict then 1 else 0 end) as conflicts from declaration d
		where d.candidate_id in (select id from candidate where contest_id = ? and not training) group by d.juror_id`, r.place.Contest.ID).Scan(ctx, &rows)
	for _, j := range jurors {
		for _, row := range rows {
			if row.JurorID == j.ID {
				r.out.Declared = append(r.out.Declared, MinutesDeclared{Juror: j.Name, Role: j.Role, Answered: row.Answered, Conflicts: row.Conflicts})
			}
		}
	}
	return err
}

// readDecisions reads what was decided about gaps and ties, what was taken back, too, with the motions that it came from.
func (r *minutesReader) readDecisions(ctx context.Context, actor judging.Actor) error {
	record := &MeetingRecord{MeetingPlace: &MeetingPlace{Place: r.place.Place}, Agenda: []CategorizedContest{{r.place.Contest, r.place.Category}}}
	if err := r.readDecided(ctx, actor, record, r.place.Language()); err != nil {
		return err
	}
	var motions []struct {
		ID              int64
		Number, Meeting int
	}
	err := r.NewRaw("select m.id, m.number, t.number as meeting from motion m join meeting t on t.id = m.meeting_id where m.contest_id = ?", r.place.Contest.ID).Scan(ctx, &motions)
	if err != nil {
		return err
	}
	for _, d := range record.Decisions {
		decision := MinutesDecision{Kind: judging.DecisionKind(d.Kind), Criterion: d.Criterion, Reason: d.Reason, By: d.By, At: d.DecidedAt.UTC(), RevokedAt: d.RevokedAt.UTC()}
		for _, c := range d.About {
			decision.About = append(decision.About, minutesName(c))
		}
		for _, m := range motions {
			if m.ID == d.MotionID {
				decision.Motion, decision.Meeting = m.Number, m.Meeting
			}
		}
		r.out.Decisions = append(r.out.Decisions, decision)
	}
	return nil
}

// readCorrections reads the changes of scores after the closing, the first one first.
func (r *minutesReader) readCorrections(ctx context.Context, actor judging.Actor) error {
	items, err := r.correctionItems(ctx, actor, &r.place.Place, r.place.Language(), "correction.contest_id = ?", r.place.Contest.ID)
	if err != nil {
		return err
	}
	slices.SortStableFunc(items, func(a, b *CorrectionItem) int { return int(a.Correction.ID - b.Correction.ID) })
	for _, item := range items {
		k := &item.Correction
		c := MinutesCorrection{State: k.State, Reason: k.Reason, EnteredBy: item.EnteredBy, EnteredAt: k.EnteredAt.UTC(), DecidedBy: item.DecidedBy,
			DecidedAt: k.DecidedAt.UTC(), Answer: k.Answer}
		for _, cell := range item.Cells {
			c.Cells = append(c.Cells, MinutesCell{Name: minutesName(cell.Candidate), Juror: cell.Juror.Name, Criterion: cell.Criterion.Name, Before: cell.Old(), After: cell.New()})
		}
		r.out.Corrections = append(r.out.Corrections, c)
	}
	return nil
}

// readWithdrawn names who was enrolled and does not stand any more.
func (r *minutesReader) readWithdrawn(ctx context.Context, _ judging.Actor) error {
	found, err := candidatesWhere(ctx, r.transaction, r.place.Language(), "n.contest_id = ? and n.withdrawn_at is not null", r.place.Contest.ID)
	for _, c := range found[r.place.Contest.ID] {
		r.out.Withdrawn = append(r.out.Withdrawn, minutesName(c))
	}
	return err
}

// readAnnexes lists the files that belong to the minutes, with what they are told from others by.
func (r *minutesReader) readAnnexes(ctx context.Context, _ judging.Actor) error {
	tally, err := TallyFile(r.control.loaded.Input)
	if err != nil {
		return err
	}
	filled, err := r.filledSheets(ctx, r.place.Language(), "a.contest_id = ?", r.place.Contest.ID)
	if err != nil {
		return err
	}
	sheets, err := fileOfSheets(filled)
	if err != nil {
		return err
	}
	r.out.Annexes = []MinutesAnnex{{TallyAnnex, r.place.FileName("json"), int64(len(tally)), hashOf(tally)},
		{SheetsAnnex, r.place.FileName("sheets.json"), int64(len(sheets)), hashOf(sheets)}}
	for _, more := range []struct {
		kind  AnnexKind
		query string
	}{{PaperAnnex, "select name, size, hash from paper where contest_id = ? and state = 'confirmed' order by keyed_at, id"},
		{CorrectionAnnex, "select name, size, hash from correction where contest_id = ? and state = 'confirmed' and hash <> '' order by entered_at, id"}} {
		var files []struct {
			Name string
			Size int64
			Hash string
		}
		if err := r.NewRaw(more.query, r.place.Contest.ID).Scan(ctx, &files); err != nil {
			return err
		}
		for _, f := range files {
			r.out.Annexes = append(r.out.Annexes, MinutesAnnex{more.kind, f.Name, f.Size, f.Hash})
		}
	}
	return nil
}

// FileName is what a file about the contest is called: "zlaty-erb-2023-liberecky-kraj-obec.json".
func (p *ContestPlace) FileName(ending string) string {
	return p.Competition.Slug + "-" + p.Edition.Slug + "-" + p.Round.Slug + "-" + p.Category.Slug + "." + ending
}
