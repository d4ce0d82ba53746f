import type { Note } from '#shared/notes';
import { noteSentence } from '#shared/text/noteSentences';
import './states.css';

/** Warnings beside the number they qualify. */
export function NoteList({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="notes" aria-label="Notes">
      {notes.map((note, index) => (
        <li key={`${note.code} ${index}`}>
          <span aria-hidden="true">!</span>
          <span>{noteSentence(note)}</span>
        </li>
      ))}
    </ul>
  );
}
