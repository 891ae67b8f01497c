import { sayError } from "./toast.tsx";

/** Fetches a file of ours and hands it to the browser to keep under this name. */
export async function saveFile(name: string, load: () => Promise<Blob>): Promise<void> {
  try {
    const url = URL.createObjectURL(await load());
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    setTimeout(URL.revokeObjectURL, 60_000, url);
  } catch (error) {
    sayError(error);
  }
}
