export { HolderOutlined as default } from "../drawings.ts";
