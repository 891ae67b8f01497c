export { FileTextOutlined as default } from "../drawings.ts";
