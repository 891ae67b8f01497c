export { ReloadOutlined as default } from "../drawings.ts";
