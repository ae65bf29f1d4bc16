using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kayron.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ToldDeployments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "github_deployments",
                columns: table => new
                {
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Series = table.Column<string>(type: "TEXT", nullable: false),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    Release = table.Column<string>(type: "TEXT", nullable: false),
                    Repository = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Commit = table.Column<string>(type: "TEXT", nullable: false),
                    GitHubId = table.Column<long>(type: "INTEGER", nullable: true),
                    Told = table.Column<string>(type: "TEXT", nullable: true),
                    Telling = table.Column<string>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_github_deployments", x => x.Subject);
                });

            migrationBuilder.CreateIndex(
                name: "IX_github_deployments_Deployment",
                table: "github_deployments",
                column: "Deployment");

            migrationBuilder.CreateIndex(
                name: "IX_github_deployments_Series",
                table: "github_deployments",
                column: "Series");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "github_deployments");
        }
    }
}
