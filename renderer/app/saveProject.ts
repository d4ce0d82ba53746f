import { PROJECT_ENDING, type Host } from '#shared/host';
import type { EngineStore } from '../hooks/EngineStore.ts';

/** Saves the project in its place, or in one the person chooses; answers with where it went. */
export async function saveProject(store: EngineStore, host: Host, isChoosing: boolean): Promise<string | void> {
  const project = store.project;
  let token: string | null = null;
  if (isChoosing || !project?.projectName) {
    const place = await host.saveProjectAs(suggestedName(project?.projectName ?? project?.source?.name ?? 'Project'));
    if (!place) return undefined;
    token = place.token;
  }
  await store.call('project.save', { file: token });
  const { saved, where } = await host.projectSaved();
  return saved ? `The project was saved${where ? ` in ${where}` : ''}.` : undefined;
}

function suggestedName(name: string): string {
  return name.endsWith(PROJECT_ENDING) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}${PROJECT_ENDING}`;
}
