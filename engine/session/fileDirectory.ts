/** The host's table of files: the interface holds opaque tokens and never a path. */
export interface FileDirectory {
  /** @throws AppError `file.unknownToken` */
  resolve(token: string): { path: string; name: string };
  register(path: string, name: string): string;
}
