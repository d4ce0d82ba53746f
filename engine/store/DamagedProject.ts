/** What was found inside a project file is not what Tessera writes; `openProject` turns it into `project.damaged`. */
export class DamagedProject extends Error {}
