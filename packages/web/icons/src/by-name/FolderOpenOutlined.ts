export { FolderOpenOutlined as default } from "../drawings.ts";
