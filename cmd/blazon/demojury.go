package main

import (
	"fmt"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// demoJuryTexts are what the demo's jurors are given to accept.
var demoJuryTexts = map[store.JuryTextKind]locale.Text{
	store.Confidentiality: {
		locale.Czech: "Jako člen poroty prohlašuji, že\n\n- o\u00a0přihláškách, bodech a\u00a0jednání poroty budu mlčet, dokud nebudou výsledky vyhlášeny;\n" +
			"- podklady použiju jen k\u00a0hodnocení v\u00a0této soutěži a\u00a0nikomu je nepředám;\n" +
			"- oznámím každý střet zájmů, jakmile se o\u00a0něm dozvím, a\u00a0takovou přihlášku nebudu hodnotit.",
		locale.Polish: "Jako członek komisji oświadczam, że\n\n- do ogłoszenia wyników zachowam w\u00a0poufności zgłoszenia, punkty i\u00a0przebieg obrad;\n" +
			"- materiałów użyję tylko do oceny w\u00a0tym konkursie i\u00a0nikomu ich nie przekażę;\n" +
			"- zgłoszę każdy konflikt interesów, gdy tylko się o\u00a0nim dowiem, i\u00a0takiego zgłoszenia nie będę oceniać.",
		locale.English: "As a member of the jury I declare that\n\n- I will keep entries, scores and deliberations to myself until the results are announced;\n" +
			"- I will use the material for judging in this competition alone and pass it to nobody;\n" +
			"- I will report every conflict of interest as soon as I learn of it, and will not score such an entry.",
	},
	store.Instructions: {
		locale.Czech: "1. Prohlédněte si web tak, jak ho uvidí občan, a\u00a0zkuste ho i\u00a0na telefonu.\n" +
			"2. Držte se slov u\u00a0jednotlivých kritérií. Stejný stav má u\u00a0všech dostat stejné body.\n" +
			"3. Nula je také hodnocení. Co nemůžete posoudit, nechte prázdné a\u00a0napište proč.\n" +
			"4. Formulář se počítá, až když ho odešlete. Do uzávěrky ho můžete změnit.",
		locale.Polish: "1. Proszę obejrzeć stronę tak, jak zobaczy ją mieszkaniec, także w\u00a0telefonie.\n" +
			"2. Proszę trzymać się opisów kryteriów. Ten sam stan dostaje u\u00a0wszystkich tyle samo punktów.\n" +
			"3. Zero też jest oceną. Czego nie można ocenić, proszę zostawić puste i\u00a0napisać dlaczego.\n" +
			"4. Karta liczy się dopiero po wysłaniu. Do terminu można ją zmienić.",
		locale.English: "1. Look at the site as a citizen will, on a telephone as well.\n" +
			"2. Keep to the words beside each criterion. The same state gets the same points everywhere.\n" +
			"3. Zero is a score, too. Leave empty what you cannot judge, and write why.\n" +
			"4. A sheet counts once it is submitted. You may change it until the deadline.",
	},
}

// juryTexts gives the jurors of an edition what they accept.
func (d *demo) juryTexts(actor judging.Actor, edition string) error {
	for _, kind := range store.JuryTextKinds {
		if err := d.store.PublishJuryText(d.ctx, actor, edition, "", kind, store.JuryTextForm{Text: demoJuryTexts[kind]}); err != nil {
			return err
		}
	}
	return nil
}

// accept lets a juror accept his seat and the texts in force.
func (d *demo) accept(user int64, round string) error {
	actor, err := d.store.Actor(d.ctx, user)
	if err != nil {
		return err
	}
	view, err := d.store.SeatView(d.ctx, actor, round)
	if err != nil {
		return err
	}
	form := store.AnswerForm{}
	for _, text := range view.Texts {
		form.Texts = append(form.Texts, text.UID)
	}
	return d.store.AnswerSeat(d.ctx, actor, round, form)
}

// invite seats one more juror in the round whose judging is on: he has no duties, and has not answered yet.
func (j *demoJudging) invite(round string) error {
	if j.round.Closed.text != "" {
		return nil
	}
	email := demoEmail("porotce", j.round.Jurors+1)
	juror, err := j.store.AddJuror(j.ctx, j.actor, round, store.JurorForm{Name: fmt.Sprintf("Porotce %d", j.round.Jurors+1), Role: judging.Member, Email: email})
	if err != nil {
		return err
	}
	j.users[email] = juror.UserID
	return j.store.SetPassword(j.ctx, store.Operator(), email, j.data.Password)
}
