using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kayron.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DeploymentPreviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Previews",
                table: "deployments",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Previews",
                table: "deployments");
        }
    }
}
