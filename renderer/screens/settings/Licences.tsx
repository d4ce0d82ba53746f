const PARTS: readonly [string, string, string][] = [
  ['React, React DOM', 'MIT', 'Meta Platforms, Inc.'],
  ['Material UI, Material Icons, Emotion', 'MIT', 'MUI, Emotion team, Google'],
  ['Plotly.js (strict)', 'MIT', 'Plotly, Inc.'],
  ['TanStack Virtual', 'MIT', 'Tanner Linsley'],
  ['Zod', 'MIT', 'Colin McDonnell'],
  ['Inter', 'OFL-1.1', 'The Inter Project Authors'],
  ['DuckDB', 'MIT', 'DuckDB Labs'],
  ['PDFKit', 'MIT', 'Devon Govett'],
  ['DejaVu fonts (in reports)', 'Bitstream Vera licence', 'Bitstream, DejaVu project'],
  ['D3 (hierarchy, scale, shape)', 'ISC', 'Mike Bostock'],
];

/** Whose work the program stands on. */
export function Licences() {
  return (
    <section aria-labelledby="licences-title">
      <h2 id="licences-title">Licences</h2>
      <p>Tessera is free software under the MIT licence. It contains:</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Licence</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map(([part, licence, by]) => (
            <tr key={part}>
              <th scope="row">{part}</th>
              <td>{licence}</td>
              <td>{by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
