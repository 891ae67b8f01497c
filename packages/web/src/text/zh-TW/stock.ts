import type { stock as english } from "../en/stock.ts";

export const stock: typeof english = {
  pickSku: "按編碼、名稱或條碼找 SKU",
  columns: { sku: "SKU", warehouse: "倉庫", bin: "貨位", onHand: "在庫", reserved: "佔用", free: "可用", short: "缺貨", at: "時間", kind: "類型", cause: "原因", actor: "經辦", parcel: "包裹", onHandDelta: "在庫變動", reservedDelta: "佔用變動", weight: "重量", barcode: "條碼", name: "名稱", declared: "申報品名", value: "申報價值", origin: "原產國", hs: "海關編碼", oldest: "最早缺貨", waiting: "等貨包裹", account: "賣場", channelSku: "平台 SKU", title: "平台標題", orders: "等待訂單", perListing: "每件含", suggestion: "配對為" },
  balances: {
    title: "庫存", hint: "貨在哪裡、佔用多少、缺多少", all: "全部", short: "缺貨", zero: "無庫存", empty: "還沒有庫存", emptyHint: "入庫後流水和結存同時寫入，等貨的包裹自動繼續。", warehouse: "倉庫", ledger: "庫存流水", recent: "最近流水", allMoves: "全部流水",
    proofGood: (moves) => `${moves} 筆流水，0 差異`, proofHint: "流水、結存、佔用剛剛重新合計，三者一致。", proofBad: (n) => `${n} 處差異`, proofLost: "沒能核對流水、結存和佔用是否一致", proofRun: "重新合計", ledgerOf: "流水", balanceOf: "結存", promised: "包裹佔用", onHand: "在庫", reserved: "佔用",
  },
  receive: {
    verb: "入庫", warehouse: "入庫倉庫", reference: "單據號", referenceHint: "送貨單號或採購單號", scan: "掃描或輸入 SKU 後按 Enter", add: "新增", qty: "數量", bin: "貨位", lines: "明細", none: "請掃第一個 SKU，重複掃描數量加一。", unknown: (code) => `沒有編碼為 ${code} 的 SKU`, go: (n) => `入庫 ${n} 件`, done: (n) => (n === "0" ? "已入庫" : `已入庫，${n} 個等貨包裹重新配貨`), remove: "刪除此行", noLines: "還沒有明細", noWarehouse: "請選擇倉庫", keepBin: "沿用原貨位",
  },
  adjust: { verb: "盤點調整", counted: "實盤數量", now: (n) => `帳面 ${n}`, difference: (n) => `差異 ${n}`, reason: "原因", reasonHint: "盤點、破損、找回…", go: "寫入差異", done: "已調整", same: "沒有差異" },
  moves: { title: "庫存流水", hint: "所有變動，最新在前，只增不改", empty: "還沒有流水", kinds: { receive: "入庫", adjust: "盤點調整", reserve: "佔用", release: "釋放", ship: "出庫" }, ofSku: "只看此 SKU", causes: { receive: "入庫單", adjust: "盤點", reserve: "配貨", release: "釋放佔用", ship: "掃描出貨" } },
  purchase: { title: "採購計畫", hint: "缺貨包裹需要的商品，按 SKU 彙總", empty: "沒有缺貨", emptyHint: "庫存不夠的包裹會自動在這裡生成採購計畫，並在配貨中等待。", receive: "入庫", parcels: (n) => `${n} 個包裹`, total: (pieces, skus) => `${skus} 個 SKU 共缺 ${pieces} 件`, needed: "需要" },
  catalogue: {
    title: "商品", hint: "庫存商品，以及平台上的叫法", add: "新增 SKU", empty: "還沒有 SKU", emptyHint: "SKU 是庫存單位。平台 SKU 配對一次後，訂單自動找到它。", save: "儲存", saved: "已儲存", added: (code) => `已新增 ${code}`,
    wrong: { code: "請填寫 SKU", image: "要以 https:// 開頭", weight: "請填整數公克，不超過 1,000,000，如 250", value: (places) => `請填金額，最多 ${places} 位小數，如 12.50`, hs: "只能是數字，最多 12 位", column: "沒有這個欄名，可用欄名見上", noColumn: "首列要有這一欄", twice: (row) => `與第 ${row} 列重複`, rows: (most) => `一次最多 ${most} 列，其餘請分批新增`, long: (most) => `最多 ${most} 個字元`, rounded: "被試算表截斷：請把該欄設為文字格式後重新複製", currency: "請填幣別代碼，如 USD、TWD" },
    code: "SKU", nameEn: "英文名稱", nameZh: "中文名稱", barcode: "條碼", weight: "重量（克）", image: "圖片地址", imageHint: "https 地址", customs: "申報資料", declaredEn: "英文申報品名", declaredZh: "中文申報品名", value: "申報價值", currency: "幣別", hs: "海關編碼", origin: "原產國", noCustoms: "缺申報資料", stock: "庫存", all: "全部 SKU", unmapped: "未配對",
    sheet: { verb: "批次新增", hint: "從試算表複製多列貼到這裡，或開啟 CSV 檔案。首列是欄名，順序不限，只有 SKU 必填。", copyNames: "複製欄名", file: "開啟檔案", pasted: "試算表內容", large: "檔案超過 2 MB，請拆分", ready: (n) => `${n} 個 SKU 可新增`, wrong: (n) => `${n} 個儲存格需要更正，全部正確後才會新增`, row: (n) => `第 ${n} 列`, more: (n) => `另有 ${n} 處`, go: (n) => (n === "0" ? "新增" : `新增 ${n} 個 SKU`), none: "請先貼上內容" },
    unmappedTitle: (n) => `${n} 個平台 SKU 未配對`, unmappedHold: (n) => `卡住 ${n} 個訂單`, look: "去配對", map: "配對", addListed: "新增為 SKU 並配對", mapHint: "配對一次，所有等待它的訂單自動繼續。", mapped: (n) => (n === "0" ? "已配對" : `已配對，${n} 個訂單重新核對`), one: "每件刊登等於", pieces: "件", unmappedEmpty: "平台 SKU 全部已配對", unmappedEmptyHint: "未知的平台 SKU 會讓訂單停在待審核，並出現在這裡。", mapMany: (n) => `${n} 個平台 SKU 將按列表所示配對，等待它們的訂單隨即繼續，以後的訂單也照此處理。請先逐行看過。`, mapManyHint: "逐行選擇 SKU，或核對建議的 SKU；選好即自動勾選，勾選的行一次配對。", noSku: "沒有選擇 SKU", noListingSku: "平台上沒有 SKU：請先在平台給刊登填寫",
  },
};
