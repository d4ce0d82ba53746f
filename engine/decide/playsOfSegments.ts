import type { ContactAction, ContactChoices } from '#shared/decisions/contact';
import type { PlayAim, Playbook, PlaybookAnswer } from '#shared/playbook';
import type { Purpose } from '#shared/scoring/choices';

const AIMS: Readonly<Record<Purpose, readonly PlayAim[]>> = {
  churn: ['retain'],
  default: ['protect'],
  response: ['grow', 'serve'],
  other: ['retain', 'protect', 'grow', 'serve'],
};

/**
 * What is done about each segment: the first play of the playbook that fits the purpose, else the one action of the choices.
 * @returns by position of the segment, the last for customers in none
 */
export function playsOfSegments(
  segments: readonly { readonly id: number; readonly name: string }[],
  choices: ContactChoices,
  purpose: Purpose,
  { playbook, answer }: { playbook: Playbook; answer: PlaybookAnswer | null },
): Omit<ContactAction, 'n'>[] {
  const plain = { title: 'A contact', cost: choices.cost, success: choices.success };
  const ofSegments = segments.map(({ id, name }) => {
    const found = answer?.recommendations.find(
      one => one.segment === id && AIMS[purpose].includes(one.aim) && choices.actBy === 'playbook',
    );
    const play = playbook.plays.find(one => one.id === found?.play);
    if (!play) return { ...plain, segment: name };
    return { title: play.title, segment: name, cost: play.cost ?? choices.cost, success: play.success };
  });
  return [...ofSegments, { ...plain, segment: null }];
}
