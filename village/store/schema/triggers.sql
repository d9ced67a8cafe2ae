-- Made anew after every migration (rebuilding a table drops its triggers without a word) and compared at every start.
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'the ledger is never changed: write a counter-entry'); END;

CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'nothing is ever taken out of the ledger: write a counter-entry'); END;

CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE (node = new.node AND seq = new.seq) OR rowid = new.rowid)
    OR (new.token <> '' AND EXISTS (SELECT 1 FROM entries WHERE token = new.token AND token <> ''))
    OR (new.reverses IS NOT NULL
        AND EXISTS (SELECT 1 FROM entries WHERE node = new.node AND reverses = new.reverses AND reverses IS NOT NULL))
BEGIN SELECT raise(ABORT, 'this line is in the ledger already'); END;

CREATE TRIGGER entries_count AFTER INSERT ON entries
BEGIN
    INSERT INTO figures (household_id, year, kind, points, lines)
    VALUES (new.household_id, CAST(substr(new.period, 1, 4) AS INTEGER), new.kind, new.points, 1)
    ON CONFLICT (household_id, year, kind) DO UPDATE
    SET points = points + excluded.points, lines = lines + 1;
END;

CREATE TRIGGER acts_no_update BEFORE UPDATE ON acts
BEGIN SELECT raise(ABORT, 'the record of acts is never changed'); END;

CREATE TRIGGER acts_no_replace BEFORE INSERT ON acts
WHEN EXISTS (SELECT 1 FROM acts WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'this act is in the record already'); END;

CREATE TRIGGER acts_no_delete BEFORE DELETE ON acts
BEGIN SELECT raise(ABORT, 'the record of acts is never cut'); END;

CREATE TRIGGER signatures_no_update BEFORE UPDATE ON signatures
BEGIN SELECT raise(ABORT, 'a signature is never changed'); END;

CREATE TRIGGER signatures_no_delete BEFORE DELETE ON signatures
BEGIN SELECT raise(ABORT, 'a signature is never changed'); END;

CREATE TRIGGER publications_no_update BEFORE UPDATE ON publications
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER published_months_no_update BEFORE UPDATE ON published_months
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER published_months_no_delete BEFORE DELETE ON published_months
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER published_rows_no_update BEFORE UPDATE ON published_rows
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER published_rows_no_delete BEFORE DELETE ON published_rows
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER published_lines_no_update BEFORE UPDATE ON published_lines
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER published_lines_no_delete BEFORE DELETE ON published_lines
BEGIN SELECT raise(ABORT, 'a board is never changed'); END;

CREATE TRIGGER vetoes_no_update BEFORE UPDATE ON vetoes
BEGIN SELECT raise(ABORT, 'a veto is never changed'); END;

CREATE TRIGGER vetoes_no_delete BEFORE DELETE ON vetoes
BEGIN SELECT raise(ABORT, 'a veto is never changed'); END;

CREATE TRIGGER veto_reversals_no_update BEFORE UPDATE ON veto_reversals
BEGIN SELECT raise(ABORT, 'what took a veto back is never changed'); END;

CREATE TRIGGER veto_reversals_no_delete BEFORE DELETE ON veto_reversals
BEGIN SELECT raise(ABORT, 'what took a veto back is never changed'); END;

CREATE TRIGGER vetoes_one_standing BEFORE INSERT ON vetoes
WHEN EXISTS (SELECT 1 FROM standing_vetoes WHERE household_id = new.household_id AND month = new.month)
BEGIN SELECT raise(ABORT, 'a month is vetoed once at a time'); END;

CREATE TRIGGER stock_moves_no_update BEFORE UPDATE ON stock_moves
BEGIN SELECT raise(ABORT, 'a stock move is never changed'); END;

CREATE TRIGGER stock_moves_no_delete BEFORE DELETE ON stock_moves
BEGIN SELECT raise(ABORT, 'a stock move is never changed'); END;

CREATE TRIGGER item_changes_no_update BEFORE UPDATE ON item_changes
BEGIN SELECT raise(ABORT, 'an adopted item is never changed'); END;

CREATE TRIGGER item_changes_no_delete BEFORE DELETE ON item_changes
BEGIN SELECT raise(ABORT, 'an adopted item is never changed'); END;

CREATE TRIGGER year_acts_no_update BEFORE UPDATE ON year_acts
BEGIN SELECT raise(ABORT, 'a closed year is never changed'); END;

CREATE TRIGGER year_acts_no_delete BEFORE DELETE ON year_acts
BEGIN SELECT raise(ABORT, 'a closed year is never changed'); END;

CREATE TRIGGER visits_no_update BEFORE UPDATE ON visits
BEGIN SELECT raise(ABORT, 'a visit is never changed'); END;

CREATE TRIGGER visits_no_delete BEFORE DELETE ON visits
BEGIN SELECT raise(ABORT, 'a visit is never changed'); END;

CREATE TRIGGER committee_members_no_update BEFORE UPDATE ON committee_members
BEGIN SELECT raise(ABORT, 'the register of the panel is never changed'); END;

CREATE TRIGGER committee_members_no_delete BEFORE DELETE ON committee_members
BEGIN SELECT raise(ABORT, 'the register of the panel is never changed'); END;

CREATE TRIGGER committee_leavings_no_update BEFORE UPDATE ON committee_leavings
BEGIN SELECT raise(ABORT, 'the register of the panel is never changed'); END;

CREATE TRIGGER committee_leavings_no_delete BEFORE DELETE ON committee_leavings
BEGIN SELECT raise(ABORT, 'the register of the panel is never changed'); END;

CREATE TRIGGER funds_no_update BEFORE UPDATE ON funds
BEGIN SELECT raise(ABORT, 'the book of money is never changed'); END;

CREATE TRIGGER funds_no_delete BEFORE DELETE ON funds
BEGIN SELECT raise(ABORT, 'the book of money is never changed'); END;

CREATE TRIGGER goods_budgets_no_update BEFORE UPDATE ON goods_budgets
BEGIN SELECT raise(ABORT, 'a budget is never changed'); END;

CREATE TRIGGER goods_budgets_no_delete BEFORE DELETE ON goods_budgets
BEGIN SELECT raise(ABORT, 'a budget is never changed'); END;

CREATE TRIGGER goods_budget_approvals_no_update BEFORE UPDATE ON goods_budget_approvals
BEGIN SELECT raise(ABORT, 'an approved budget is never changed'); END;

CREATE TRIGGER goods_budget_approvals_no_delete BEFORE DELETE ON goods_budget_approvals
BEGIN SELECT raise(ABORT, 'an approved budget is never changed'); END;

CREATE TRIGGER filings_no_update BEFORE UPDATE ON filings
BEGIN SELECT raise(ABORT, 'a filed paper is never changed'); END;

CREATE TRIGGER filings_no_delete BEFORE DELETE ON filings
BEGIN SELECT raise(ABORT, 'a filed paper is never changed'); END;

CREATE TRIGGER evaluations_no_update BEFORE UPDATE ON evaluations
BEGIN SELECT raise(ABORT, 'an evaluation is never changed'); END;

CREATE TRIGGER evaluations_no_delete BEFORE DELETE ON evaluations
BEGIN SELECT raise(ABORT, 'an evaluation is never changed'); END;

CREATE TRIGGER operator_rewards_no_update BEFORE UPDATE ON operator_rewards
BEGIN SELECT raise(ABORT, 'a reward is never changed'); END;

CREATE TRIGGER operator_rewards_no_delete BEFORE DELETE ON operator_rewards
BEGIN SELECT raise(ABORT, 'a reward is never changed'); END;

CREATE TRIGGER goods_prices_no_update BEFORE UPDATE ON goods_prices
BEGIN SELECT raise(ABORT, 'a change of price is never changed'); END;

CREATE TRIGGER goods_prices_no_delete BEFORE DELETE ON goods_prices
BEGIN SELECT raise(ABORT, 'a change of price is never changed'); END;

CREATE TRIGGER registrations_no_update BEFORE UPDATE ON registrations
BEGIN SELECT raise(ABORT, 'a register is never changed'); END;

CREATE TRIGGER registrations_no_delete BEFORE DELETE ON registrations
BEGIN SELECT raise(ABORT, 'a register is never changed'); END;

CREATE TRIGGER registration_ends_no_update BEFORE UPDATE ON registration_ends
BEGIN SELECT raise(ABORT, 'a register is never changed'); END;

CREATE TRIGGER registration_ends_no_delete BEFORE DELETE ON registration_ends
BEGIN SELECT raise(ABORT, 'a register is never changed'); END;

CREATE TRIGGER notices_no_update BEFORE UPDATE ON notices
BEGIN SELECT raise(ABORT, 'a notice is never changed'); END;

CREATE TRIGGER notices_no_delete BEFORE DELETE ON notices
BEGIN SELECT raise(ABORT, 'a notice is never changed'); END;

CREATE TRIGGER notice_pins_no_update BEFORE UPDATE ON notice_pins
BEGIN SELECT raise(ABORT, 'a notice is never changed'); END;

CREATE TRIGGER notice_pins_no_delete BEFORE DELETE ON notice_pins
BEGIN SELECT raise(ABORT, 'a notice is never changed'); END;

CREATE TRIGGER notice_ends_no_update BEFORE UPDATE ON notice_ends
BEGIN SELECT raise(ABORT, 'a notice is never changed'); END;

CREATE TRIGGER notice_ends_no_delete BEFORE DELETE ON notice_ends
BEGIN SELECT raise(ABORT, 'a notice is never changed'); END;

CREATE TRIGGER mendings_no_update BEFORE UPDATE ON mendings
BEGIN SELECT raise(ABORT, 'a mending is never changed'); END;

CREATE TRIGGER mendings_no_delete BEFORE DELETE ON mendings
BEGIN SELECT raise(ABORT, 'a mending is never changed'); END;

CREATE TRIGGER papers_no_update BEFORE UPDATE ON papers
BEGIN SELECT raise(ABORT, 'a kept paper is never changed'); END;

CREATE TRIGGER papers_no_delete BEFORE DELETE ON papers
BEGIN SELECT raise(ABORT, 'a kept paper is never changed'); END;

CREATE TRIGGER localisms_no_update BEFORE UPDATE ON localisms
BEGIN SELECT raise(ABORT, 'a localism is never changed'); END;

CREATE TRIGGER localisms_no_delete BEFORE DELETE ON localisms
BEGIN SELECT raise(ABORT, 'a localism is never changed'); END;

CREATE TRIGGER localism_ends_no_update BEFORE UPDATE ON localism_ends
BEGIN SELECT raise(ABORT, 'a localism is never changed'); END;

CREATE TRIGGER localism_ends_no_delete BEFORE DELETE ON localism_ends
BEGIN SELECT raise(ABORT, 'a localism is never changed'); END;

CREATE TRIGGER line_marks_no_update BEFORE UPDATE ON line_marks
BEGIN SELECT raise(ABORT, 'the word of a line is never changed'); END;

CREATE TRIGGER line_marks_no_delete BEFORE DELETE ON line_marks
BEGIN SELECT raise(ABORT, 'the word of a line is never changed'); END;

CREATE TRIGGER peer_rounds_no_update BEFORE UPDATE ON peer_rounds
BEGIN SELECT raise(ABORT, 'a round is never changed'); END;

CREATE TRIGGER peer_rounds_no_delete BEFORE DELETE ON peer_rounds
BEGIN SELECT raise(ABORT, 'a round is never changed'); END;

CREATE TRIGGER peer_visits_no_update BEFORE UPDATE ON peer_visits
BEGIN SELECT raise(ABORT, 'a round is never changed'); END;

CREATE TRIGGER peer_visits_no_delete BEFORE DELETE ON peer_visits
BEGIN SELECT raise(ABORT, 'a round is never changed'); END;

CREATE TRIGGER collectors_no_update BEFORE UPDATE ON collectors
BEGIN SELECT raise(ABORT, 'who fetched goods is never changed'); END;

CREATE TRIGGER collectors_no_delete BEFORE DELETE ON collectors
BEGIN SELECT raise(ABORT, 'who fetched goods is never changed'); END;

CREATE TRIGGER passbook_checks_no_update BEFORE UPDATE ON passbook_checks
BEGIN SELECT raise(ABORT, 'what a passbook said is never changed'); END;

CREATE TRIGGER passbook_checks_no_delete BEFORE DELETE ON passbook_checks
BEGIN SELECT raise(ABORT, 'what a passbook said is never changed'); END;

CREATE TRIGGER intakes_no_update BEFORE UPDATE ON intakes
BEGIN SELECT raise(ABORT, 'a table that came in is never changed'); END;

CREATE TRIGGER intakes_no_delete BEFORE DELETE ON intakes
BEGIN SELECT raise(ABORT, 'a table that came in is never changed'); END;

CREATE TRIGGER intake_rows_no_update BEFORE UPDATE ON intake_rows
BEGIN SELECT raise(ABORT, 'a table that came in is never changed'); END;

CREATE TRIGGER intake_rows_no_delete BEFORE DELETE ON intake_rows
BEGIN SELECT raise(ABORT, 'a table that came in is never changed'); END;

CREATE TRIGGER intakes_undone_no_update BEFORE UPDATE ON intakes_undone
BEGIN SELECT raise(ABORT, 'a table that was taken back is never changed'); END;

CREATE TRIGGER intakes_undone_no_delete BEFORE DELETE ON intakes_undone
BEGIN SELECT raise(ABORT, 'a table that was taken back is never changed'); END;

CREATE TRIGGER contest_plans_no_update BEFORE UPDATE ON contest_plans
BEGIN SELECT raise(ABORT, 'the plan of a contest is never changed'); END;

CREATE TRIGGER contest_plans_no_delete BEFORE DELETE ON contest_plans
BEGIN SELECT raise(ABORT, 'the plan of a contest is never changed'); END;

CREATE TRIGGER contest_places_no_update BEFORE UPDATE ON contest_places
BEGIN SELECT raise(ABORT, 'the plan of a contest is never changed'); END;

CREATE TRIGGER contest_places_no_delete BEFORE DELETE ON contest_places
BEGIN SELECT raise(ABORT, 'the plan of a contest is never changed'); END;

CREATE TRIGGER contest_criteria_no_update BEFORE UPDATE ON contest_criteria
BEGIN SELECT raise(ABORT, 'the plan of a contest is never changed'); END;

CREATE TRIGGER contest_criteria_no_delete BEFORE DELETE ON contest_criteria
BEGIN SELECT raise(ABORT, 'the plan of a contest is never changed'); END;

CREATE TRIGGER contest_sheets_no_update BEFORE UPDATE ON contest_sheets
BEGIN SELECT raise(ABORT, 'a judge''s sheet is never changed'); END;

CREATE TRIGGER contest_sheets_no_delete BEFORE DELETE ON contest_sheets
BEGIN SELECT raise(ABORT, 'a judge''s sheet is never changed'); END;

CREATE TRIGGER contest_marks_no_update BEFORE UPDATE ON contest_marks
BEGIN SELECT raise(ABORT, 'a judge''s sheet is never changed'); END;

CREATE TRIGGER contest_marks_no_delete BEFORE DELETE ON contest_marks
BEGIN SELECT raise(ABORT, 'a judge''s sheet is never changed'); END;

CREATE TRIGGER contest_results_no_update BEFORE UPDATE ON contest_results
BEGIN SELECT raise(ABORT, 'the result of a contest is never changed'); END;

CREATE TRIGGER contest_results_no_delete BEFORE DELETE ON contest_results
BEGIN SELECT raise(ABORT, 'the result of a contest is never changed'); END;

CREATE TRIGGER contest_winners_no_update BEFORE UPDATE ON contest_winners
BEGIN SELECT raise(ABORT, 'the result of a contest is never changed'); END;

CREATE TRIGGER contest_winners_no_delete BEFORE DELETE ON contest_winners
BEGIN SELECT raise(ABORT, 'the result of a contest is never changed'); END;

CREATE TRIGGER draws_no_update BEFORE UPDATE ON draws
BEGIN SELECT raise(ABORT, 'a draw is never changed'); END;

CREATE TRIGGER draws_no_delete BEFORE DELETE ON draws
BEGIN SELECT raise(ABORT, 'a draw is never changed'); END;

CREATE TRIGGER draw_lines_no_update BEFORE UPDATE ON draw_lines
BEGIN SELECT raise(ABORT, 'a draw is never changed'); END;

CREATE TRIGGER draw_lines_no_delete BEFORE DELETE ON draw_lines
BEGIN SELECT raise(ABORT, 'a draw is never changed'); END;

CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
BEGIN SELECT raise(ABORT, 'a finding is never changed'); END;

CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN SELECT raise(ABORT, 'a finding is never changed'); END;

CREATE TRIGGER finding_mendings_no_update BEFORE UPDATE ON finding_mendings
BEGIN SELECT raise(ABORT, 'a finding is never changed'); END;

CREATE TRIGGER finding_mendings_no_delete BEFORE DELETE ON finding_mendings
BEGIN SELECT raise(ABORT, 'a finding is never changed'); END;

CREATE TRIGGER finding_approvals_no_update BEFORE UPDATE ON finding_approvals
BEGIN SELECT raise(ABORT, 'a finding is never changed'); END;

CREATE TRIGGER finding_approvals_no_delete BEFORE DELETE ON finding_approvals
BEGIN SELECT raise(ABORT, 'a finding is never changed'); END;

CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims
BEGIN SELECT raise(ABORT, 'an application for money is never changed'); END;

CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims
BEGIN SELECT raise(ABORT, 'an application for money is never changed'); END;

CREATE TRIGGER claim_returns_no_update BEFORE UPDATE ON claim_returns
BEGIN SELECT raise(ABORT, 'an application for money is never changed'); END;

CREATE TRIGGER claim_returns_no_delete BEFORE DELETE ON claim_returns
BEGIN SELECT raise(ABORT, 'an application for money is never changed'); END;

CREATE TRIGGER claim_payments_no_update BEFORE UPDATE ON claim_payments
BEGIN SELECT raise(ABORT, 'an application for money is never changed'); END;

CREATE TRIGGER claim_payments_no_delete BEFORE DELETE ON claim_payments
BEGIN SELECT raise(ABORT, 'an application for money is never changed'); END;

CREATE TRIGGER filed_papers_no_update BEFORE UPDATE ON filed_papers
BEGIN SELECT raise(ABORT, 'a filed paper is never changed'); END;

CREATE TRIGGER filed_papers_no_delete BEFORE DELETE ON filed_papers
BEGIN SELECT raise(ABORT, 'a filed paper is never changed'); END;

CREATE TRIGGER wishes_no_update BEFORE UPDATE ON wishes
BEGIN SELECT raise(ABORT, 'a wish is never changed: it is withdrawn'); END;

CREATE TRIGGER wishes_no_delete BEFORE DELETE ON wishes
BEGIN SELECT raise(ABORT, 'a wish is never changed: it is withdrawn'); END;

CREATE TRIGGER substitutions_no_update BEFORE UPDATE ON substitutions
BEGIN SELECT raise(ABORT, 'what an order was for is never changed'); END;

CREATE TRIGGER substitutions_no_delete BEFORE DELETE ON substitutions
BEGIN SELECT raise(ABORT, 'what an order was for is never changed'); END;

CREATE TRIGGER wish_withdrawals_no_update BEFORE UPDATE ON wish_withdrawals
BEGIN SELECT raise(ABORT, 'a withdrawn wish is never changed'); END;

CREATE TRIGGER wish_withdrawals_no_delete BEFORE DELETE ON wish_withdrawals
BEGIN SELECT raise(ABORT, 'a withdrawn wish is never changed'); END;
