export { DownloadOutlined as default } from "../drawings.ts";
