const SECTIONS: readonly [string, string][] = [
  ['Summary', 'The answer in one sentence, the segments and tiers with their sizes'],
  ['What was done to the file', 'Header, renamed columns, text read as missing, rows rejected, folding'],
  ['Preparation', 'Every step in order with its effect, and the columns that are compared'],
  ['Segments', 'Each with its sentence, its differences from the whole book and their 95 % intervals'],
  ['Pictures', 'Treemaps, distributions, map and the evidence for the number of segments, as vectors'],
  ['Risk tiers', 'The rule with drivers, weights and thresholds; marked as a rule, not a model'],
  ['Appendix', 'File hash, recipe, seed, version and result hash: all that is needed to repeat the run'],
];

/** What the document holds, so that nobody has to build it to find out. */
export function ReportContents() {
  return (
    <section aria-labelledby="contents-title" className="stack">
      <h2 id="contents-title">What the document holds</h2>
      <dl className="facts">
        {SECTIONS.map(([title, text]) => (
          <div key={title} style={{ display: 'contents' }}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        The same run gives the same bytes on every machine. Names and account numbers appear only in the workbook and
        the CSV.
      </p>
    </section>
  );
}
