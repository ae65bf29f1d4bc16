using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kayron.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ChangeNumber : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Number",
                table: "changes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Rows were never moved: this is the order in which they were added.
            migrationBuilder.Sql("UPDATE changes SET Number = rowid");

            migrationBuilder.CreateIndex(
                name: "IX_changes_Number",
                table: "changes",
                column: "Number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_Number",
                table: "changes");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "changes");
        }
    }
}
