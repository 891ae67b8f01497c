export { FolderOutlined as default } from "../drawings.ts";
